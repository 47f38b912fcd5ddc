/** Expanded graphs written down layer by layer, with inferred shapes: models without a document. */
import type { NodeShapes } from "../../engine/analysis/types.ts";
import type { Expanded, ExpandedNode, Path } from "../../engine/blocks/types.ts";
import { type LayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { ResolvedParams } from "../../engine/layers/param.ts";
import { isMap, type Shape } from "../../engine/tensor/shape.ts";

export interface Layer {
  readonly name: string;
  readonly kind: LayerKind;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Names of earlier layers; the layer before where absent. */
  readonly from?: readonly string[];
}
export interface TestGraph {
  readonly expanded: Expanded;
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
}

export const withDefaults = (
  kind: LayerKind,
  given: Readonly<Record<string, unknown>> = {},
): ResolvedParams =>
  Object.fromEntries(
    Object.entries(layerSpec(kind).params).map(([name, spec]) => [name, given[name] ?? spec.default]),
  ) as ResolvedParams;

const inputParams = (shape: Shape) =>
  isMap(shape)
    ? { layout: "image", channels: shape[0], height: shape[1], width: shape[2] }
    : { layout: "vector", channels: shape[0] };

/** Input and output are put around the layers as `in` and `out`. Throws where a layer refuses its inputs. */
export function graphOf(input: Shape, layers: readonly Layer[]): TestGraph {
  const all: readonly Layer[] = [
    { name: "in", kind: "input", params: inputParams(input), from: [] },
    ...layers,
    { name: "out", kind: "output" },
  ];
  const shapes = new Map<Path, NodeShapes>();
  const nodes = all.map(({ name, kind, params, from }, position): ExpandedNode => {
    const sources = from ?? [all[position - 1]?.name ?? ""];
    const resolved = withDefaults(kind, params);
    const inputs = sources.map((source) => shapes.get(source)?.output ?? []);
    const inferred = layerSpec(kind).infer(resolved as never, inputs);
    if (!inferred.ok)
      throw new Error(`${name}: ${inferred.issue.code} ${JSON.stringify(inferred.issue.values)}`);
    shapes.set(name, { inputs, output: inferred.shape });
    const ports = sources.map((source) => ({ port: "in", from: source }));
    return { path: name, kind, params: resolved, inputs: ports, origin: [name], copies: [0] };
  });
  return { expanded: { nodes, outputs: new Map(), broken: new Set() }, shapes };
}

/** LeNet with ReLU and max pooling on 1x28x28: 61,706 parameters. */
export const lenetModern: readonly Layer[] = [
  { name: "conv1", kind: "conv2d", params: { filters: 6, kernel: [5, 5], padding: [2, 2] } },
  { name: "relu1", kind: "relu" },
  { name: "pool1", kind: "maxPool2d" },
  { name: "conv2", kind: "conv2d", params: { filters: 16, kernel: [5, 5] } },
  { name: "relu2", kind: "relu" },
  { name: "pool2", kind: "maxPool2d" },
  { name: "flatten", kind: "flatten" },
  { name: "fc1", kind: "dense", params: { units: 120 } },
  { name: "relu3", kind: "relu" },
  { name: "fc2", kind: "dense", params: { units: 84 } },
  { name: "relu4", kind: "relu" },
  { name: "fc3", kind: "dense", params: { units: 10 } },
];
