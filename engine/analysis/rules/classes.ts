/** Whether the end of the network suits the classes it is to tell apart. */
import type { ExpandedNode } from "../../blocks/types.ts";
import { blockOf } from "../../document/graph.ts";
import type { LayerKind } from "../../layers/index.ts";
import { layerSpec } from "../../layers/index.ts";
import { type Fix, type Problem, problem } from "../../tensor/problem.ts";
import { formatShape, isMap, isVector, type Shape } from "../../tensor/shape.ts";
import { type Findings, locate, nodeAt, whereabouts } from "../findings.ts";
import { insertBefore, removeNodes, setArgs, setParams } from "../fixes/calls.ts";
import type { NewLayer } from "../fixes/change.ts";
import { analysisFix } from "../fixes/labels.ts";
import { analysisMessages } from "../messages.ts";

/** Nothing where the document does not say how many classes there are, or trains on another loss. */
export function classProblems(findings: Findings): readonly Problem[] {
  const { document, expanded, shapes } = findings;
  const classes = Object.hasOwn(document.variables, "classes") ? document.variables.classes : undefined;
  const outputs = expanded.nodes.filter(({ kind }) => kind === "output");
  const [output] = outputs;
  const shape = output === undefined ? undefined : shapes.get(output.path)?.output;
  if (classes === undefined || document.training.loss !== "cross-entropy") return [];
  if (output === undefined || shape === undefined || outputs.length > 1) return [];
  const end: End = { findings, output, shape, classes };
  if (isMap(shape)) return [mapAtEnd(end, shape)];
  const found: Problem[] = [];
  if (shape[0] !== classes) found.push(classesDiffer(end));
  const squashing = activationAtEnd(end);
  if (squashing !== undefined) found.push(squashing);
  return found;
}

interface End {
  readonly findings: Findings;
  readonly output: ExpandedNode;
  readonly shape: Shape;
  readonly classes: number;
}

/** A problem at a layer, with layers that could be put in front of the output. */
function warn(
  { findings }: End,
  at: ExpandedNode,
  code: keyof typeof analysisMessages,
  values: Readonly<Record<string, string | number>>,
  fixes: readonly Fix[],
): Problem {
  const scope = locate(findings.document, at.origin)?.scope ?? null;
  const place = { path: at.path, severity: "warning", fixes } as const;
  return problem(analysisMessages, code, place, { ...values, ...whereabouts(at.origin, scope) });
}

function beforeOutput(
  { findings, output }: End,
  code: "insert-flatten" | "insert-global-pool" | "insert-pool-head" | "add-head",
  layers: readonly NewLayer[],
  classes: number,
): readonly Fix[] {
  const here = locate(findings.document, output.origin);
  if (here === undefined) return [];
  const place = { document: findings.document, scope: here.scope };
  const calls = layers.map((layer) => insertBefore(place, here.node.id, "in", 0, layer));
  return [analysisFix(code, { classes }, calls)];
}

function mapAtEnd(end: End, shape: readonly [number, number, number]): Problem {
  const { classes, output } = end;
  const [channels, height, width] = shape;
  const pool: NewLayer = { kind: "globalAvgPool2d", params: {} };
  const dense: NewLayer = { kind: "dense", params: { units: classes } };
  const fits = channels === classes;
  const flat = fits && height * width === 1;
  const fixes = [
    ...(flat ? beforeOutput(end, "insert-flatten", [{ kind: "flatten", params: {} }], classes) : []),
    ...(fits ? beforeOutput(end, "insert-global-pool", [pool], classes) : []),
    ...(fits ? [] : beforeOutput(end, "insert-pool-head", [pool, dense], classes)),
  ];
  return warn(end, output, "map-for-classes", { shape: formatShape(shape), classes }, fixes);
}

function classesDiffer(end: End): Problem {
  const { shape, classes, output } = end;
  const values = { features: shape[0] ?? 0, shape: formatShape(shape), classes };
  const head = headOf(end);
  const dense: NewLayer = { kind: "dense", params: { units: classes } };
  const fixes = [
    ...(head === undefined ? [] : resized(end, head)),
    ...beforeOutput(end, "add-head", [dense], classes),
  ];
  return warn(end, output, "classes-differ", values, fixes);
}

const WIDTHS: { readonly [K in LayerKind]?: "units" | "filters" } = {
  dense: "units",
  conv2d: "filters",
};

/** The last layer that decides the number of features, where only layers that keep it stand behind. */
function headOf({ findings, output }: End): ExpandedNode | undefined {
  let node: ExpandedNode | undefined = output;
  while (node !== undefined) {
    if (WIDTHS[node.kind] !== undefined) return node;
    const shapes = findings.shapes.get(node.path);
    const [input, ...others] = shapes?.inputs ?? [];
    const [wire] = node.inputs;
    if (others.length > 0 || wire === undefined || input?.[0] !== shapes?.output[0]) return undefined;
    node = nodeAt(findings, wire.from);
  }
  return undefined;
}

/** Its width becomes the number of classes: in the document's own graph by name, so that it follows. */
function resized({ findings, classes }: End, head: ExpandedNode): readonly Fix[] {
  const { document } = findings;
  const here = locate(document, head.origin);
  const param = WIDTHS[head.kind];
  if (here?.node.type !== "layer" || param === undefined) return [];
  const label = layerSpec(head.kind).params[param]?.label ?? param;
  const values = { param, label, name: head.path, classes };
  const value = here.scope === null ? "=classes" : classes;
  const stored = here.node.params[param];
  const argument = typeof stored === "string" && here.scope !== null ? stored.slice(1).trim() : undefined;
  const known =
    argument !== undefined &&
    blockOf(document, here.scope ?? "")?.parameters.some((p) => p.name === argument);
  const [block = ""] = head.origin;
  if (known === true && argument !== undefined && head.origin.length === 2)
    return [analysisFix("set-classes", values, [setArgs(null, [block], { [argument]: "=classes" })])];
  return [analysisFix("set-classes", values, [setParams(here.scope, [here.node.id], { [param]: value })])];
}

const SQUASHING: ReadonlySet<LayerKind> = new Set([
  "relu",
  "relu6",
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softmax",
]);
const TRANSPARENT: ReadonlySet<LayerKind> = new Set(["flatten", "reshape", "dropout"]);

/** The loss reads what goes into a last softmax, so that one is welcome. */
function activationAtEnd(end: End): Problem | undefined {
  const { findings, output } = end;
  const before = (node: ExpandedNode): ExpandedNode | undefined =>
    nodeAt(findings, node.inputs[0]?.from ?? "");
  let node = before(output);
  if (node?.kind === "softmax") node = before(node);
  while (node !== undefined && TRANSPARENT.has(node.kind)) node = before(node);
  if (node === undefined || !SQUASHING.has(node.kind)) return undefined;
  const shape = findings.shapes.get(node.path)?.output;
  const here = locate(findings.document, node.origin);
  if (here === undefined || shape === undefined || !isVector(shape)) return undefined;
  const fix = analysisFix("remove-layer", { name: here.node.name }, [
    removeNodes(here.scope, [here.node.id]),
  ]);
  const values = { name: here.node.name, kind: layerSpec(node.kind).title };
  return warn(end, node, "activation-before-loss", values, [fix]);
}
