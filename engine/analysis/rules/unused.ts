/** Results that nothing reads. */
import { originKey, pathOf } from "../../blocks/origin.ts";
import type { ExpandedNode } from "../../blocks/types.ts";
import { edgesInto, edgesOutOf, graphOf, nodeById } from "../../document/graph.ts";
import { outputPorts } from "../../document/ports.ts";
import type { Graph, NodeId } from "../../document/types.ts";
import { type Fix, type Problem, problem } from "../../tensor/problem.ts";
import { type Findings, type Located, locate, whereabouts } from "../findings.ts";
import { connect, removeNodes } from "../fixes/calls.ts";
import { analysisFix } from "../fixes/labels.ts";
import { analysisMessages } from "../messages.ts";

/** Not where the network has no output at all: then that is what is wrong. */
export function unusedProblems(findings: Findings): readonly Problem[] {
  const { document, expanded, shapes } = findings;
  if (!expanded.nodes.some(({ kind }) => kind === "output")) return [];
  const read = new Set(expanded.nodes.flatMap(({ inputs }) => inputs.map((wire) => wire.from)));
  const reported = new Set<string>();
  return expanded.nodes.flatMap((node) => {
    if (node.kind === "output" || read.has(node.path) || !shapes.has(node.path)) return [];
    const origin = outermost(findings, node);
    const here = locate(document, origin);
    const path = pathOf(document, origin, node.copies) ?? node.path;
    if (here === undefined || reported.has(path)) return [];
    reported.add(path);
    const values = { name: here.node.name, ...whereabouts(origin, here.scope) };
    const place = { path, severity: "warning", fixes: fixesFor(findings, here) } as const;
    return [problem(analysisMessages, "unused-result", place, values)];
  });
}

/** The block whose output the value is, seen from as far outside as it reaches. */
function outermost({ expanded }: Findings, { path, origin }: ExpandedNode): readonly NodeId[] {
  for (let level = 1; level < origin.length; level++) {
    const around = origin.slice(0, level);
    if (expanded.outputs.get(originKey(around)) === path) return around;
  }
  return origin;
}

function fixesFor(findings: Findings, here: Located): readonly Fix[] {
  const { scope, node } = here;
  const graph = graphOf(findings.document, scope);
  const gone = deadBranch(graph, node.id);
  const removed = [removeNodes(scope, gone, false)];
  const values = { name: node.name, count: gone.length - 1 };
  const removal = analysisFix(gone.length === 1 ? "remove-layer" : "remove-branch", values, removed);
  return [...toOutput(findings, here), removal];
}

/** An output that still waits for its wire. */
function toOutput({ document }: Findings, { scope, node }: Located): readonly Fix[] {
  const graph = graphOf(document, scope);
  const [fromPort] = outputPorts(document, node);
  const waiting = graph.nodes.find(
    (other) => other.type === "layer" && other.kind === "output" && edgesInto(graph, other.id).length === 0,
  );
  if (waiting === undefined || fromPort === undefined || node.id === waiting.id) return [];
  const wire = { from: node.id, fromPort, to: waiting.id, toPort: "in" };
  return [analysisFix("connect-output", { name: node.name, output: waiting.name }, [connect(scope, wire)])];
}

/** The node and what is there for it alone, itself first; inputs and ports stay. */
function deadBranch(graph: Graph, id: NodeId): readonly NodeId[] {
  const dead = new Set([id]);
  // A set keeps what is added while it is walked.
  for (const member of dead) {
    for (const { from } of edgesInto(graph, member)) {
      const node = nodeById(graph, from);
      if (node === undefined || node.type === "port" || (node.type === "layer" && node.kind === "input"))
        continue;
      if (edgesOutOf(graph, from).every((edge) => dead.has(edge.to))) dead.add(from);
    }
  }
  return [...dead];
}
