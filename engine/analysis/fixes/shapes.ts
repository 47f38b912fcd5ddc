/** Fixes of shapes that do not fit, for every code that a layer can refuse with. */
import { edgesInto, graphOf, nodeById } from "../../document/graph.ts";
import type { LayerIssueCode } from "../../layers/messages.ts";
import type { Fix } from "../../tensor/problem.ts";
import { formatShape, type Shape, sameShape } from "../../tensor/shape.ts";
import { connect, insertBefore, removeNodes, setParams } from "./calls.ts";
import { type Change, type Site, tryChange } from "./change.ts";
import { fitFilters, fitGroups } from "./groups.ts";
import { analysisFix } from "./labels.ts";
import { makeSmaller } from "./large.ts";
import { agreeOn, agreeOnVectors } from "./merge.ts";
import { makeMap, makeVector, targetShapes } from "./rank.ts";
import { fitOutputPadding, fitPadding, fitWindow, keepOutput, meetInput } from "./window.ts";

/** Changes that may help, the usual one first; those that do not are sorted out by trying. */
export type FixMaker = (site: Site) => readonly Change[];

export const shapeFixMakers: { readonly [C in LayerIssueCode]: FixMaker } = {
  "needs-input": () => [],
  "needs-map": makeMap,
  "needs-vector": makeVector,
  "groups-divide-channels": fitGroups,
  "groups-divide-filters": fitFilters,
  "window-too-large": fitWindow,
  "padding-too-large": fitPadding,
  "window-misses-input": meetInput,
  "output-padding-too-large": fitOutputPadding,
  "output-vanishes": keepOutput,
  "sizes-differ": agreeOn,
  "channels-differ": agreeOn,
  "spatial-differ": agreeOn,
  "features-differ": agreeOn,
  "ranks-differ": agreeOnVectors,
  "elements-differ": targetShapes,
  "reshape-target": targetShapes,
  "too-large": makeSmaller,
};

const MOST_FIXES = 4;

/**
 * Edits after which the layer no longer refuses in this way: those after which it accepts its inputs, or, where there is
 * none, those that leave another problem; removing the layer where nothing else helps.
 */
export function shapeFixes(site: Site, upstream: readonly Shape[]): readonly Fix[] {
  const accepted: Fix[] = [...bypasses(site, upstream)];
  const partial: Fix[] = [];
  for (const change of distinct(shapeFixMakers[site.issue.code](site))) {
    const result = tryChange(site, change);
    if (result?.ok) accepted.push(changeFix(site, change));
    else if (result !== null && result.issue.code !== site.issue.code) partial.push(changeFix(site, change));
  }
  const helpful = accepted.length > 0 ? accepted : partial;
  return helpful.length > 0 ? helpful.slice(0, MOST_FIXES) : [removal(site)];
}

const distinct = (changes: readonly Change[]): readonly Change[] => {
  const seen = new Map(changes.map((change) => [JSON.stringify([change.before, change.params]), change]));
  return [...seen.values()];
};

const removal = ({ scope, node }: Site): Fix =>
  analysisFix("remove-layer", { name: node.name }, [removeNodes(scope, [node.id])]);

function changeFix(site: Site, { code, values, before = [], params }: Change): Fix {
  const { scope, node } = site;
  const port = site.layer.inputs[0]?.port ?? "in";
  const inserted = before.flatMap(({ slot, layers }) =>
    layers.map((layer) => insertBefore(site, node.id, port, slot, layer)),
  );
  const changed = params === undefined ? [] : [setParams(scope, [node.id], stored(params))];
  return analysisFix(code, values, [...inserted, ...changed]);
}

const stored = (params: NonNullable<Change["params"]>) => ({ ...params });

/**
 * Reading from in front of the layer before, where that is what made the shape unfit: a convolution behind a flatten
 * reads what the flatten read. `upstream` are the input shapes of the layer before.
 */
function bypasses(site: Site, upstream: readonly Shape[]): readonly Fix[] {
  const [shape] = upstream;
  if (site.issue.code !== "needs-map" && site.issue.code !== "needs-vector") return [];
  const [wire] = edgesInto(graphOf(site.document, site.scope), site.node.id);
  if (site.inputs.length !== 1 || upstream.length !== 1 || shape === undefined || wire === undefined)
    return [];
  const graph = graphOf(site.document, site.scope);
  const before = nodeById(graph, wire.from);
  const [feed, ...others] = edgesInto(graph, wire.from);
  if (before?.type !== "layer" || feed === undefined || others.length > 0) return [];
  if (!["flatten", "globalAvgPool2d", "globalMaxPool2d", "reshape"].includes(before.kind)) return [];
  if (sameShape(shape, site.inputs[0] ?? [])) return [];
  if (!tryChange({ ...site, inputs: [shape] }, { code: "bypass-layer", values: {} })?.ok) return [];
  const values = { name: before.name, shape: formatShape(shape) };
  const onward = { from: feed.from, fromPort: feed.fromPort, to: wire.to, toPort: wire.toPort };
  return [analysisFix("bypass-layer", values, [connect(site.scope, onward)])];
}
