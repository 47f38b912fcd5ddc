/** GRAPH arguments: a document file or a template's id. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createAnalyser } from "../engine/analysis/analyse.ts";
import type { Analysis } from "../engine/analysis/types.ts";
import { parseDocument } from "../engine/document/parse.ts";
import type { GraphDocument } from "../engine/document/types.ts";
import { problem } from "../engine/tensor/problem.ts";
import { cliMessages } from "./messages.ts";
import { ProblemError } from "./output.ts";
import { modelTemplates } from "./paths.ts";

/** Ids of the built-in models, sorted. */
export function templateIds(): readonly string[] {
  return readdirSync(modelTemplates())
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"))
    .sort();
}

/** Reads a document file, or the template of that id. */
export function loadGraph(graph: string): GraphDocument {
  const file = resolveGraph(graph);
  const parsed = parseDocument(readFileSync(file));
  if (!parsed.ok) throw new ProblemError(parsed.problems);
  return parsed.value;
}

/** Whether GRAPH names a built-in model; a file of that name in the working folder goes first. */
export const isTemplate = (graph: string): boolean =>
  /^[\w.-]+$/.test(graph) && !existsSync(graph) && existsSync(templateFile(graph));

const templateFile = (id: string): string => join(modelTemplates(), `${id}.json`);

function resolveGraph(graph: string): string {
  if (isTemplate(graph)) return templateFile(graph);
  if (!existsSync(graph) || !statSync(graph).isFile()) {
    throw new ProblemError([
      problem(
        cliMessages,
        "cli/no-such-graph",
        { path: graph },
        { graph, near: nearest(graph, templateIds()) },
      ),
    ]);
  }
  return graph;
}

/** Analyses a document and refuses one that cannot be built. */
export function analyseValid(document: GraphDocument): Analysis {
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid) throw new ProblemError(analysis.problems);
  return analysis;
}

/** The candidates that look most like a mistyped word, joined for a sentence. */
export function nearest(word: string, candidates: readonly string[]): string {
  return [...candidates]
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
    .join(", ");
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
