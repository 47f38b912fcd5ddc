/** Documents and analyses for the tests of pictures. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { applyCalls } from "../../../engine/document/commands/index.ts";
import { createDocument } from "../../../engine/document/create.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { GraphDocument, GraphNode } from "../../../engine/document/types.ts";
import { createSceneBuilder, type SceneSource } from "../../../engine/targets/svg/buildScene.ts";
import type { Scene } from "../../../engine/targets/svg/scene.ts";
import { englishWords } from "../../../engine/targets/svg/words.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";

const folder = join(import.meta.dirname, "../../../templates/models");

export const templateNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));

export function template(name: string): GraphDocument {
  const parsed = parseDocument(readFileSync(`${folder}/${name}.json`, "utf8"));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
}

export const counter = (): { newId(): string } => {
  let count = 0;
  return {
    newId: () => {
      count += 1;
      return `x${count}`;
    },
  };
};

export function edited(document: GraphDocument, ...calls: readonly CommandCall[]): GraphDocument {
  const outcome = applyCalls(document, calls, counter());
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.document;
}

export const layer = (id: string, kind: string, params: Readonly<Record<string, unknown>> = {}): GraphNode =>
  ({ id, name: id, type: "layer", kind, params }) as GraphNode;

/** Layers in a row, each reading the one before; 240 pixels from corner to corner. */
export function rowDocument(nodes: readonly GraphNode[]): GraphDocument {
  const edges = nodes.slice(1).map((node, index) => ({
    id: `e${index}`,
    from: nodes[index]?.id ?? "",
    fromPort: "out",
    to: node.id,
    toPort: "in",
    slot: 0,
  }));
  const positions = Object.fromEntries(nodes.map(({ id }, index) => [id, { x: index * 240, y: 0 }]));
  return {
    ...createDocument({ title: "Row" }),
    graph: { nodes, edges },
    layout: { root: { nodes: positions, notes: [] }, blocks: {} },
  };
}

export const smallRow = (): GraphDocument =>
  rowDocument([
    layer("input", "input", { channels: 3, height: 32, width: 32 }),
    layer("conv", "conv2d", { filters: 8, kernel: [5, 5], stride: [2, 2] }),
    layer("relu", "relu"),
    layer("flat", "flatten"),
    layer("fc", "dense", { units: 10 }),
    layer("output", "output"),
  ]);

export const sourceOf = (document: GraphDocument, changes: Partial<SceneSource> = {}): SceneSource => ({
  document,
  analysis: createAnalyser().analyse(document),
  instance: [],
  density: "normal",
  words: englishWords,
  expanded: new Set(),
  ...changes,
});

export const sceneOf = (document: GraphDocument, changes: Partial<SceneSource> = {}): Scene =>
  createSceneBuilder()(sourceOf(document, changes));

export function nodeIn(scene: Scene, key: string): Scene["nodes"][number] {
  const found = scene.nodes.find(({ view }) => view.key === key);
  if (found === undefined) throw new Error(`There is no ${key}`);
  return found;
}
