// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../../renderer/learn/figures/experiments.ts";
import { type Mounted, mountApp } from "../app/setUp.tsx";
import { completeJsdom } from "./jsdom.ts";

beforeAll(async () => {
  configure({ asyncUtilTimeout: 20_000 });
  completeJsdom();
  await Promise.all([
    import("../../../renderer/learn/LearnSection.tsx"),
    import("../../../renderer/learn/tour/Tour.tsx"),
  ]);
});
afterEach(cleanup);

const tourOf = ({ screen }: Mounted) => within(screen.getByRole("region", { name: "Tour" }));
const said = (mounted: Mounted): string =>
  mounted.screen.getByRole("region", { name: "Tour" }).textContent ?? "";

describe("the tour", () => {
  it("is offered once, and stays in the menu", async () => {
    const mounted = await mountApp();
    await mounted.screen.findByRole("button", { name: "Take the tour" });
    expect(mounted.services.ui.getState().tourOffered).toBe(true);
    act(() => mounted.services.files.newDocument());
    act(() => mounted.services.documents.activate(null));
    await mounted.screen.findByRole("button", { name: "All lessons and the glossary" });
    expect(mounted.screen.queryByRole("button", { name: "Take the tour" })).toBeNull();
    act(() => mounted.services.actions.run("help.tour"));
    await mounted.screen.findByText("Step 1 of 5");
  });

  it("sees each step done, from an open network to one that was trained and tried", async () => {
    const mounted = await mountApp();
    const { screen, services } = mounted;
    fireEvent.click(await screen.findByRole("button", { name: "Take the tour" }));
    await screen.findByText("Step 1 of 5");
    const next = (): void => void fireEvent.click(tourOf(mounted).getByRole("button", { name: "Next" }));
    expect(tourOf(mounted).queryByRole("button", { name: "Next" })).toBeNull();
    const [network] = EXPERIMENTS.rate.sides(1);
    act(() => void services.documents.open(network, { title: "Small" }));
    expect(said(mounted)).toContain("Done.");
    next();

    expect(said(mounted)).not.toContain("Done.");
    fireEvent.click(tourOf(mounted).getByRole("button", { name: "Select conv1" }));
    expect([...(services.documents.active()?.selection.nodes ?? [])]).toEqual(["conv1"]);
    next();

    expect(said(mounted)).not.toContain("Done.");
    fireEvent.click(tourOf(mounted).getByRole("button", { name: "Give the first one twelve" }));
    next();

    expect(said(mounted)).toContain("Step 4 of 5");
    fireEvent.click(tourOf(mounted).getByRole("button", { name: "Skip" }));
    expect(said(mounted)).toContain("Step 5 of 5");
    act(() => services.look.choose({ pixels: new Float32Array(784) }));
    expect(said(mounted)).toContain("Done.");
    fireEvent.click(tourOf(mounted).getByRole("button", { name: "Finish" }));
    expect(screen.queryByRole("region", { name: "Tour" })).toBeNull();
  });
});
