/** The products of a network's training step, of those layers that have most of its work. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Analysis } from "../../analysis/types.ts";
import type { ExpandedNode, Path } from "../../blocks/types.ts";
import { geometryOf, type WindowAttributes } from "../../kernels/webgpu/geometry.ts";
import { isLarge } from "../../kernels/webgpu/large.ts";
import type { TuningRequest } from "../../kernels/webgpu/tune.ts";
import { convRequest, gathered, matrixRequest } from "../../kernels/webgpu/tuning-requests.ts";
import { layerSpec } from "../../layers/index.ts";
import type { Shape } from "../../tensor/shape.ts";

export type Network = Pick<Analysis, "expanded" | "shapes">;

interface Weighted {
  readonly node: ExpandedNode;
  /** Without batch, channels first. */
  readonly input: Shape;
  /** PyTorch's layout. */
  readonly weight: Shape;
  /** Which gradients a step computes. */
  readonly gradients: { readonly input: boolean; readonly weight: boolean };
}

function convolution(
  backend: WebGPUBackend,
  { node, input, weight, gradients }: Weighted,
  batch: number,
): readonly TuningRequest[] {
  const [channels = 0, height = 0, width = 0] = input;
  const [filters = 0, inputs = 0, kh = 0, kw = 0] = weight;
  const { stride, padding, dilation } = node.params as unknown as WindowAttributes;
  const window = { stride, padding, dilation, groups: channels / inputs };
  const g = geometryOf([batch, height, width, channels], [kh, kw, inputs, filters], window);
  return [
    convRequest(backend, "forward", batch, g),
    ...(gradients.input ? [convRequest(backend, "input", batch, g)] : []),
    ...(gradients.weight ? [convRequest(backend, "filter", batch, g)] : []),
  ];
}

function dense(
  backend: WebGPUBackend,
  { weight, gradients }: Weighted,
  batch: number,
): readonly TuningRequest[] {
  // A weight beyond what one binding holds is multiplied a window at a time.
  if (isLarge(backend, { shape: [...weight] })) return [];
  const [units = 0, inputs = 0] = weight;
  const plain = { turnA: false, turnB: false };
  return [
    matrixRequest(backend, { ...plain, m: batch, k: inputs, n: units }),
    ...(gradients.input
      ? [matrixRequest(backend, { ...plain, m: batch, k: units, n: inputs, turnB: true })]
      : []),
    ...(gradients.weight
      ? [matrixRequest(backend, { ...plain, m: inputs, k: batch, n: units, turnA: true })]
      : []),
  ];
}

const PRODUCTS = { conv2d: convolution, depthwiseConv2d: convolution, dense } as const;

/** One for each class of shapes in which there is a choice. */
export function networkRequests(
  backend: WebGPUBackend,
  { expanded, shapes }: Network,
  batch: number,
): readonly TuningRequest[] {
  const learned = new Set<Path>();
  const requests: TuningRequest[] = [];
  for (const node of expanded.nodes) {
    const known = shapes.get(node.path);
    if (known === undefined) continue;
    const weights = layerSpec(node.kind).weights(node.params as never, known.inputs);
    const before = node.inputs.some(({ from }) => learned.has(from));
    const own = node.frozen !== true && weights.some(({ trainable }) => trainable);
    if (before || own) learned.add(node.path);
    const weight = weights.find(({ name }) => name === "weight")?.shape;
    const [input] = known.inputs;
    if (weight === undefined || input === undefined || !(node.kind in PRODUCTS)) continue;
    const products = PRODUCTS[node.kind as keyof typeof PRODUCTS];
    requests.push(
      ...products(backend, { node, input, weight, gradients: { input: before, weight: own } }, batch),
    );
  }
  return gathered(requests);
}
