// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { BlockTools } from "../../../renderer/blocks/BlockTools.tsx";
import { candidatesOf, draftBlock, suggestedName } from "../../../renderer/blocks/draft.ts";
import { layoutStubs, mountPart, template } from "../inspector/mount.tsx";

beforeAll(layoutStubs);
afterEach(cleanup);

async function selected(...names: readonly string[]) {
  const mounted = await mountPart(<BlockTools />, template("alexnet"));
  const ids = names.map((name) => mounted.idOf(name));
  act(() => mounted.services.documents.select({ nodes: new Set(ids) }));
  return { ...mounted, ids };
}

describe("the draft of a block", () => {
  it("tells its ports with what they are connected to, and leaves the document as it is", () => {
    const document = template("alexnet");
    const ids = document.graph.nodes
      .filter(({ name }) => ["conv2", "relu2"].includes(name))
      .map(({ id }) => id);
    const draft = draftBlock(document, null, ids, "Stage", []);
    if (!draft.ok) throw new Error(draft.problem.message);
    expect(draft.inputs).toEqual([{ name: "in", other: "pool1" }]);
    expect(draft.outputs).toEqual([{ name: "out", other: "pool2" }]);
    expect(document.blocks).toEqual({});
  });

  it("lets equal values share a name and tells others apart", () => {
    const { graph, ...rest } = template("alexnet");
    const nodes = graph.nodes.filter(({ name }) => ["conv3", "conv4", "conv5"].includes(name));
    const [a, b, c] = candidatesOf({ graph, ...rest }, nodes).filter(({ param }) => param === "filters");
    if (a === undefined || b === undefined || c === undefined) throw new Error("three convolutions");
    const first = { ...a, name: suggestedName(a, []) };
    expect(first.name).toBe("filters");
    expect(suggestedName(b, [first])).toBe("filters"); // 384 both
    expect(suggestedName(c, [first])).toBe("conv5_filters"); // 256
  });
});

describe("making a block", () => {
  it("puts the chosen nodes into one block with the chosen parameters; the network stays the same", async () => {
    const { services, screen, present } = await selected("conv2", "relu2");
    const before = createAnalyser().analyse(present()).totals;
    act(() => services.actions.run("block.make"));
    const dialog = await screen.findByRole("dialog", { name: "Make a block" });
    fireEvent.change(screen.getByLabelText("Name of the block"), { target: { value: "Stage" } });
    fireEvent.click(screen.getByLabelText("Filters"));
    expect(screen.getByLabelText("Name of the parameter for Filters of conv2")).toHaveProperty(
      "value",
      "filters",
    );
    fireEvent.click(screen.getByRole("button", { name: "Make the block" }));
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    const [block] = Object.values(present().blocks);
    expect(block).toMatchObject({ title: "Stage", parameters: [{ name: "filters" }] });
    const after = createAnalyser().analyse(present());
    expect(after.valid).toBe(true);
    expect(after.totals.params).toBe(before.params);
    expect(services.documents.active()?.selection.nodes.size).toBe(1);
  });

  it("says why nodes that are not one piece cannot become a block", async () => {
    const { services, screen } = await selected("conv2", "pool2");
    act(() => services.actions.run("block.make"));
    expect((await screen.findByRole("alert")).textContent).toContain("relu2");
    expect(screen.getByRole("button", { name: "Make the block" })).toHaveProperty("disabled", true);
  });

  it("can be taken apart again, and kept for other documents", async () => {
    const { services, present } = await mountPart(<BlockTools />, template("small-resnet"));
    const node = present().graph.nodes.find(({ name }) => name === "stage1");
    act(() => services.documents.select({ nodes: new Set([node?.id ?? ""]) }));
    act(() => services.actions.run("block.save"));
    expect(localStorage.getItem("layerloom.blocks")).toContain("Residual block");
    const before = createAnalyser().analyse(present()).totals.params;
    act(() => services.actions.run("block.inline"));
    expect(present().graph.nodes.some(({ id }) => id === node?.id)).toBe(false);
    expect(createAnalyser().analyse(present()).totals.params).toBe(before);
    expect(services.documents.active()?.selection.nodes.size).toBeGreaterThan(3);
  });
});
