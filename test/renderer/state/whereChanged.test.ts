import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { scopeOfChange } from "../../../renderer/state/whereChanged.ts";

function template(): GraphDocument {
  const file = new URL("../../../templates/models/densenet.json", import.meta.url);
  const parsed = parseDocument(readFileSync(file, "utf8"));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
}

const before = template();
const use = before.graph.nodes.find((node) => node.type === "block" && node.block === "dense-block");
const inner = before.blocks["dense-block"]?.graph.nodes.find((node) => node.type === "block");
if (use === undefined || inner?.type !== "block") throw new Error("The DenseNet has no nested blocks");
const outside = { node: use.id, block: "dense-block" };
const inside = { node: inner.id, block: inner.block };

const withGraph = { ...before, graph: { ...before.graph, nodes: [...before.graph.nodes] } };
function withBlock(id: string): GraphDocument {
  const block = before.blocks[id];
  if (block === undefined) throw new Error(`There is no block ${id}`);
  return { ...before, blocks: { ...before.blocks, [id]: { ...block, title: "changed" } } };
}

describe("after a step through the history", () => {
  it("one stays where it changed", () => {
    const scope = [outside];
    expect(scopeOfChange(before, withBlock("dense-block"), scope)).toBe(scope);
    expect(scopeOfChange(before, withGraph, [])).toEqual([]);
  });
  it("one comes out to the opened graph that changed", () => {
    expect(scopeOfChange(before, withGraph, [outside, inside])).toEqual([]);
    expect(scopeOfChange(before, withBlock("dense-block"), [outside, inside])).toEqual([outside]);
  });
  it("one goes to a block that is out of sight, and stays where the block stands", () => {
    expect(scopeOfChange(before, withBlock(inner.block), [])).toEqual([outside, inside]);
    expect(scopeOfChange(before, withBlock(inner.block), [outside])).toEqual([outside]);
  });
  it("one stays where nothing of the graphs changed", () => {
    const renamed = { ...before, about: { ...before.about, title: "x" } };
    const scope = [outside];
    expect(scopeOfChange(before, renamed, scope)).toBe(scope);
  });
});
