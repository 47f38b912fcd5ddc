/** What no schema of one value can see: ids that repeat, blocks under another key. */
import { type Problem, problem } from "../tensor/problem.ts";
import { fileMessages } from "./messages.ts";
import { formatPlace } from "./schema-issues.ts";
import type { Graph, GraphDocument, ScopeLayout } from "./types.ts";

type Path = readonly PropertyKey[];

export function inconsistencies(document: GraphDocument): readonly Problem[] {
  const problems = [
    ...repeatedIds(document.graph, ["graph"]),
    ...repeatedNotes(document.layout.root, ["layout", "root"]),
  ];
  for (const [key, block] of Object.entries(document.blocks)) {
    const path = ["blocks", key];
    if (block.id !== key) {
      const at = { path: formatPlace([...path, "id"], "") };
      problems.push(
        problem(fileMessages, "file/block-id", at, { place: formatPlace(path), got: `“${block.id}”` }),
      );
    }
    problems.push(...repeatedIds(block.graph, [...path, "graph"]));
    problems.push(
      ...repeated(
        block.parameters.map(({ name }) => name),
        [...path, "parameters"],
        "name",
      ),
    );
  }
  for (const [key, layout] of Object.entries(document.layout.blocks)) {
    problems.push(...repeatedNotes(layout, ["layout", "blocks", key]));
  }
  return problems;
}

export const repeatedIds = (graph: Graph, path: Path): readonly Problem[] => [
  ...repeated(
    graph.nodes.map(({ id }) => id),
    [...path, "nodes"],
    "id",
  ),
  ...repeated(
    graph.edges.map(({ id }) => id),
    [...path, "edges"],
    "id",
  ),
];

const repeatedNotes = (layout: ScopeLayout, path: Path): readonly Problem[] =>
  repeated(
    layout.notes.map(({ id }) => id),
    [...path, "notes"],
    "id",
  );

function repeated(values: readonly string[], path: Path, key: "id" | "name"): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, value] of values.entries()) {
    const place = [...path, index, key];
    if (seen.has(value)) {
      const shown = { place: formatPlace(place), got: `“${value}”` };
      problems.push(problem(fileMessages, `file/duplicate-${key}`, { path: formatPlace(place, "") }, shown));
    }
    seen.add(value);
  }
  return problems;
}
