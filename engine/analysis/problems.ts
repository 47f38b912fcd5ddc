/** Everything that is wrong with a document, each with its fixes. */
import { layerMessages } from "../layers/messages.ts";
import { type Problem, problem } from "../tensor/problem.ts";
import { type Findings, locate, placesOf, whereabouts } from "./findings.ts";
import { expansionFixes } from "./fixes/expansion.ts";
import { noteBlocks } from "./fixes/note.ts";
import { shapeFixes } from "./fixes/shapes.ts";
import type { Refusal } from "./infer.ts";
import { classProblems } from "./rules/classes.ts";
import { ioProblems } from "./rules/io.ts";
import { normalisationProblems } from "./rules/normalisation.ts";
import { unusedProblems } from "./rules/unused.ts";

/** Problems beyond so many go without fixes that take a search: whoever has more begins with the first ones. */
const MOST_SEARCHED = 30;
const MOST_TRIED = 200;

/** First what the graph itself lacks, then shapes in the direction of flow, then the network as a whole. */
export function collectProblems(findings: Findings): readonly Problem[] {
  const { document, found, refusals } = findings;
  const structure = found.map((each, index) => {
    const more = index < MOST_SEARCHED ? expansionFixes(findings, each) : [];
    return more.length === 0 ? each : { ...each, fixes: [...more, ...each.fixes] };
  });
  const shapes = refusals.map((refusal, index) => refusedShape(findings, refusal, index < MOST_TRIED));
  // An expansion that was given up says nothing about the network.
  const given = found.some(({ code }) => code === "too-many-layers");
  const network = given
    ? []
    : [ioProblems, unusedProblems, classProblems, normalisationProblems].flatMap((rule) => rule(findings));
  return [...structure, ...shapes, ...network].map((each) => noteBlocks(document, each));
}

function refusedShape(findings: Findings, { node, inputs, issue }: Refusal, fixed: boolean): Problem {
  const { document, shapes } = findings;
  const here = locate(document, node.origin);
  const port = issue.port === undefined ? {} : { port: issue.port };
  const fixes =
    fixed && here?.node.type === "layer"
      ? shapeFixes(
          {
            document,
            scope: here.scope,
            node: here.node,
            layer: node,
            inputs,
            issue,
            places: placesOf(findings.expanded, node.inputs),
          },
          shapes.get(node.inputs[0]?.from ?? "")?.inputs ?? [],
        )
      : [];
  const values = { ...issue.values, ...whereabouts(node.origin, here?.scope ?? null) };
  return problem(layerMessages, issue.code, { path: node.path, ...port, fixes }, values);
}
