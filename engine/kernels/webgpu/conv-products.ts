/** A convolution and its gradients as products, each by the kernel that is chosen for its class of shapes. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Activation } from "./activation.ts";
import { batchClass, type Choice, choiceFor, type Product, remembered } from "./choice.ts";
import { directFilterGradient, directForward, directInputGradient } from "./conv-direct.ts";
import { convFilterGradient } from "./conv-filter-gradient.ts";
import { convForward } from "./conv-forward.ts";
import { convInputGradient, phasesOf } from "./conv-input-gradient.ts";
import { sizeOf } from "./dispatch.ts";
import { keepsManySums } from "./gemm.ts";
import { type Geometry, geometryKey } from "./geometry.ts";
import { mostParts } from "./parts.ts";

export type ConvPass = "forward" | "input" | "filter";

/** Multiplications of a whole batch up to which a tiled product is not worth its compilation. */
const SMALL = 2 ** 20;

/** No product of matrices is left. */
const isDepthwise = ({ groups, inputs }: Geometry): boolean => groups > 1 && inputs === 1;

/** Each group has one input channel; or the whole is small. */
function isDirect(batch: number, g: Geometry): boolean {
  const each = sizeOf([...g.outputSize, ...g.kernel, g.inputs, g.groups * g.outputs]);
  return isDepthwise(g) || batch * each <= SMALL;
}

/** Rows, columns and depth; the input's gradient has those of its first phase. */
function extentsOf(pass: ConvPass, batch: number, g: Geometry): Pick<Product, "m" | "n" | "k"> {
  const pixels = batch * g.outputSize[0] * g.outputSize[1];
  const window = g.kernel[0] * g.kernel[1] * g.inputs;
  if (pass === "forward") return { m: pixels, n: g.outputs, k: window };
  if (pass === "filter") return { m: window, n: g.outputs, k: pixels };
  const [row, column] = [phasesOf(g, 0)[0], phasesOf(g, 1)[0]];
  const [rows, columns] = [row?.pixels ?? 1, column?.pixels ?? 1];
  const taps = Math.max(1, (row?.taps ?? 1) * (column?.taps ?? 1));
  return { m: batch * rows * columns, n: g.inputs, k: taps * g.outputs };
}

export const convClass = (pass: ConvPass, batch: number, g: Geometry): string =>
  `${pass} ${geometryKey(g)} batch ${batchClass(batch)}`;

export function convProduct(backend: WebGPUBackend, pass: ConvPass, batch: number, g: Geometry): Product {
  const size = sizeOf([...g.kernel, g.inputs, g.groups * g.outputs]);
  return {
    ...extentsOf(pass, batch, g),
    layers: g.groups,
    mostParts: pass === "filter" ? mostParts(backend, size) : 1,
    direct: isDirect(batch, g),
    manySums: keepsManySums(backend.device),
    ...(isDepthwise(g) ? { only: true } : {}),
  };
}

const batchOf = ({ shape }: TensorInfo): number => shape[0] ?? 0;
const chosen = (backend: WebGPUBackend, pass: ConvPass, batch: number, g: Geometry): Choice =>
  choiceFor(backend, convClass(pass, batch, g), convProduct(backend, pass, batch, g));

export function forward(
  backend: WebGPUBackend,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  g: Geometry,
  activation: Activation | null = null,
  choice: Choice = chosen(backend, "forward", batchOf(x), g),
): TensorInfo {
  return choice.direct
    ? directForward(backend, x, filter, bias, g, activation)
    : convForward(backend, x, filter, bias, g, activation, choice.tile);
}

/** By the rule each phase has a tile for its own size. */
export function inputGradient(
  backend: WebGPUBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  g: Geometry,
  given: Choice | null = null,
): TensorInfo {
  const batch = batchOf(dy);
  const product = convProduct(backend, "input", batch, g);
  const choice = given ?? remembered(backend, convClass("input", batch, g), product);
  if (choice === null)
    return (product.direct ? directInputGradient : convInputGradient)(backend, dy, filter, g);
  return choice.direct
    ? directInputGradient(backend, dy, filter, g)
    : convInputGradient(backend, dy, filter, g, choice.tile);
}

export function filterGradient(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  g: Geometry,
  choice: Choice = chosen(backend, "filter", batchOf(x), g),
): TensorInfo {
  return choice.direct
    ? directFilterGradient(backend, x, dy, g)
    : convFilterGradient(backend, x, dy, g, choice);
}
