/** A network has one input and one output. */
import type { ExpandedNode } from "../../blocks/types.ts";
import { edgesOutOf, graphOf } from "../../document/graph.ts";
import { outputPorts } from "../../document/ports.ts";
import type { GraphDocument } from "../../document/types.ts";
import { type CommandCall, type Fix, type Problem, problem } from "../../tensor/problem.ts";
import { type Findings, type Located, locate, whereabouts } from "../findings.ts";
import { addLayer, connect, insertAfter, removeNodes } from "../fixes/calls.ts";
import { analysisFix } from "../fixes/labels.ts";
import { addInput } from "../fixes/sources.ts";
import { analysisMessages } from "../messages.ts";

export function ioProblems(findings: Findings): readonly Problem[] {
  const inputs = findings.expanded.nodes.filter(({ kind }) => kind === "input");
  const outputs = findings.expanded.nodes.filter(({ kind }) => kind === "output");
  return [
    ...(inputs.length === 0 ? [noInput(findings)] : []),
    ...surplus(findings, inputs, "several-inputs"),
    ...(outputs.length === 0 ? [noOutput(findings)] : []),
    ...surplus(findings, outputs, "several-outputs"),
  ];
}

function noInput({ document, found }: Findings): Problem {
  const open = found.find(({ code, values }) => code === "missing-input" && values.scope === "");
  const id = open === undefined ? undefined : String(open.values.origin);
  const to = id === undefined ? undefined : { id, port: open?.port ?? "in" };
  return problem(analysisMessages, "no-input", { path: "", fixes: [addInput(document, to)] });
}

function noOutput(findings: Findings): Problem {
  const last = lastLoose(findings);
  const fix =
    last === undefined
      ? analysisFix("add-output-alone", {}, [addLayer(null, "output", {})])
      : analysisFix("add-output", { source: last.name }, [insertAfter(null, last.id, last.port, "output")]);
  return problem(analysisMessages, "no-output", { path: "", fixes: [fix] });
}

/** The node of the top graph that nothing reads, the last one in the direction of flow. */
function lastLoose({ document, expanded }: Findings) {
  const places = new Map(expanded.nodes.map((node, index) => [node.path, index]));
  let best: { readonly id: string; readonly name: string; readonly port: string } | undefined;
  let bestPlace = -1;
  for (const node of document.graph.nodes) {
    const [port] = outputPorts(document, node);
    if (port === undefined || node.type === "unknown" || isRead(document, node.id)) continue;
    const place = places.get(expanded.outputs.get(node.id) ?? "") ?? 0;
    if (place > bestPlace) {
      best = { id: node.id, name: node.name, port };
      bestPlace = place;
    }
  }
  return best;
}

const isRead = (document: GraphDocument, id: string): boolean =>
  document.graph.edges.some((edge) => edge.from === id);

function surplus(
  { document }: Findings,
  nodes: readonly ExpandedNode[],
  code: "several-inputs" | "several-outputs",
): readonly Problem[] {
  const [first, ...others] = nodes;
  const there = first === undefined ? undefined : locate(document, first.origin);
  if (first === undefined || there === undefined) return [];
  return others.flatMap((node) => {
    const here = locate(document, node.origin);
    if (here === undefined) return [];
    const values = { name: node.path, first: first.path, ...whereabouts(node.origin, here.scope) };
    const fixes =
      code === "several-inputs" ? joining(document, there, here) : removing(there, here, nodes.length);
    return [problem(analysisMessages, code, { path: node.path, fixes }, values)];
  });
}

const remove = ({ scope, node }: Located): Fix =>
  analysisFix("remove-layer", { name: node.name }, [removeNodes(scope, [node.id], false)]);

/** With the first one gone the second is the only one, unless there are more. */
const removing = (there: Located, here: Located, count: number): readonly Fix[] =>
  here.node.id === there.node.id || count > 2 ? [remove(here)] : [remove(here), remove(there)];

/** What the second input feeds reads from the first; only where both are in one graph. */
function joining(document: GraphDocument, there: Located, here: Located): readonly Fix[] {
  if (there.scope !== here.scope || there.node.id === here.node.id) return [remove(here)];
  const { scope } = here;
  const graph = graphOf(document, scope);
  const taken = new Set(edgesOutOf(graph, there.node.id).map((edge) => `${edge.to} ${edge.toPort}`));
  const rewired: readonly CommandCall[] = edgesOutOf(graph, here.node.id)
    .filter((edge) => !taken.has(`${edge.to} ${edge.toPort}`))
    .map((edge) => connect(scope, { ...edge, from: there.node.id }));
  const values = { name: here.node.name, first: there.node.name };
  return [
    analysisFix("join-inputs", values, [...rewired, removeNodes(scope, [here.node.id], false)]),
    remove(here),
  ];
}
