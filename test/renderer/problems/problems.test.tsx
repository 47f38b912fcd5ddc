// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { callOf } from "../../../engine/document/commands/index.ts";
import { ProblemsAnnouncer } from "../../../renderer/problems/ProblemsAnnouncer.tsx";
import { ProblemsBadge } from "../../../renderer/problems/ProblemsBadge.tsx";
import { ProblemsPanel } from "../../../renderer/problems/ProblemsPanel.tsx";
import { layoutStubs, mountPart, template } from "../inspector/mount.tsx";

beforeAll(layoutStubs);
afterEach(cleanup);

const part = (
  <>
    <ProblemsBadge />
    <ProblemsAnnouncer />
    <ProblemsPanel />
  </>
);

/** Two layers of different blocks of the graph that do not fit, and a wire that is missing. */
async function broken() {
  const mounted = await mountPart(part, template("small-resnet"));
  const { services, idOf, present } = mounted;
  const into = present().graph.edges.find(({ to }) => to === idOf("fc"));
  act(() => {
    services.documents.dispatch([
      callOf("set-params", { scope: null, ids: [idOf("pool")], params: { kernel: [200, 200] } }),
    ]);
    services.documents.dispatch([callOf("disconnect", { scope: null, edges: [into?.id ?? ""] })]);
  });
  const problems = () => {
    const tab = services.documents.active();
    return tab === null ? [] : services.documents.analysis(tab).problems;
  };
  return { ...mounted, problems };
}

describe("the list of problems", () => {
  it("is empty for a network that works", async () => {
    const { screen } = await mountPart(part, template("small-resnet"));
    expect(screen.getByText("No problems")).toBeTruthy();
  });

  it("shows each with its message, remedy and fixes, and how many there are", async () => {
    const { screen, problems } = await broken();
    expect(problems().length).toBeGreaterThan(1);
    for (const { message, remedy, fixes } of problems()) {
      expect(screen.container.textContent).toContain(message);
      expect(screen.container.textContent).toContain(remedy);
      for (const { label } of fixes)
        expect(screen.getAllByRole("button", { name: label }).length).toBeGreaterThan(0);
    }
    const errors = problems().filter(({ severity }) => severity === "error").length;
    expect(screen.getByRole("heading", { name: new RegExp(`^${errors} error`) })).toBeTruthy();
  });

  it("applies a fix as one undo step", async () => {
    const { screen, services, problems } = await broken();
    const before = problems().length;
    const fix = problems()[0]?.fixes[0];
    fireEvent.click(screen.getAllByRole("button", { name: fix?.label ?? "" })[0] ?? screen.container);
    expect(services.documents.undoLabel()).toBe(fix?.label);
    act(() => services.documents.undo());
    expect(problems()).toHaveLength(before);
  });

  it("goes to the node, also into the block that it is in", async () => {
    const mounted = await mountPart(part, template("small-resnet"));
    const { screen, services, present, idOf } = mounted;
    const stage = present().graph.nodes.find(({ name }) => name === "stage1");
    const block = stage?.type === "block" ? stage.block : "";
    const conv = idOf("conv1", block);
    act(() => {
      services.documents.dispatch([
        callOf("set-params", { scope: block, ids: [conv], params: { kernel: [200, 200] } }),
      ]);
    });
    const row = screen.container.querySelector<HTMLElement>("[data-problem]");
    expect(row?.textContent).toContain("stage1.conv1");
    if (row !== null) fireEvent.click(row);
    const tab = services.documents.active();
    expect(tab?.scope.map(({ node }) => node)).toEqual([stage?.id]);
    expect([...(tab?.selection.nodes ?? [])]).toEqual([conv]);
  });

  it("is walked by arrow keys; the Tab key comes to one row and its fixes", async () => {
    const { screen } = await broken();
    const rows = () => [...screen.container.querySelectorAll<HTMLElement>("[data-problem]")];
    const reachable = () => rows().filter((row) => row.tabIndex === 0);
    expect(reachable()).toEqual([rows()[0]]);
    rows()[0]?.focus();
    fireEvent.keyDown(rows()[0] ?? screen.container, { key: "ArrowDown" });
    expect(document.activeElement).toBe(rows()[1]);
    expect(reachable()).toEqual([rows()[1]]);
    fireEvent.keyDown(rows()[1] ?? screen.container, { key: "Home" });
    expect(document.activeElement).toBe(rows()[0]);
  });

  it("tells a screen reader how many are left", async () => {
    const { screen, services, problems } = await broken();
    await waitFor(
      () => expect(screen.getByRole("status").textContent).toBe(`${problems().length} problems.`),
      {
        timeout: 2000,
      },
    );
    act(() => {
      services.documents.undo();
      services.documents.undo();
    });
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("No problems left."), {
      timeout: 2000,
    });
  });
});
