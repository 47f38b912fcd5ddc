/** The classes of a network: by its blocks where they fit, otherwise all layers in one. */
import type { Analysis } from "../../../analysis/types.ts";
import type { GraphDocument } from "../../../document/types.ts";
import type { Network, NetworkNode } from "../../support/network.ts";
import { classesOf, type PyClass } from "./classes.ts";
import { type Instance, instanceTree, layerUse, type PlacedNode } from "./instances.ts";
import { flatPlan } from "./scope.ts";
import { traced } from "./trace.ts";

export interface ModelStructure {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly network: Network;
  /** All nodes in graph order, also those the output does not depend on: they may have weights. */
  readonly nodes: readonly NetworkNode[];
}

/** Classes in the order they must be defined in; the last is the network. */
export function pyClasses(model: ModelStructure): readonly PyClass[] {
  const root = byBlocks(model);
  const classes = root === null ? null : built(model, root);
  const fallback = classes ?? built(model, flat(model));
  if (fallback === null) throw new Error("Layers alone make no class.");
  return fallback;
}

function built(
  { document, analysis, network, nodes }: ModelStructure,
  root: Instance,
): readonly PyClass[] | null {
  const { input, output } = network;
  const ends = { input: input.facts.path, output: output.facts.path, reads: output.reads[0] };
  const trace = traced(
    root,
    ends,
    nodes.map(({ facts }) => facts.path),
  );
  return trace === null
    ? null
    : classesOf(document, root, trace, (path) => analysis.shapes.get(path)?.output);
}

function byBlocks({ document, analysis, nodes }: ModelStructure): Instance | null {
  const placed: PlacedNode[] = analysis.expanded.nodes.flatMap(({ origin, copies }, index) => {
    const node = nodes[index];
    return node === undefined ? [] : [{ node, origin, copies }];
  });
  return instanceTree(document, placed);
}

function flat({ document, analysis, nodes }: ModelStructure): Instance {
  const plan = flatPlan(document, analysis.expanded);
  const isEnd = ({ kind }: NetworkNode): boolean => kind === "input" || kind === "output";
  return { plan, members: nodes.map((node) => (isEnd(node) ? { type: "port" } : layerUse(node))) };
}
