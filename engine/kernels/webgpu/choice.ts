/**
 * Which of several kernels computes a product: by its definition, or by a tile of some size with its depth split into
 * parts. A rule decides by the shape alone, unless a choice for this class of shapes was made on this device.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { divideUp, internalsOf } from "./dispatch.ts";
import { chooseSplits, chooseTile, type Tile, tileKey } from "./gemm.ts";

/** Raise it whenever kernels, tiles or rules change: choices of other versions are not used. */
export const KERNEL_VERSION = 2;

/** `C[m, n] = sum over k`, for each of `layers` groups. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly layers: number;
  /** Parts that the depth may be split into; 1 where it may not. */
  readonly mostParts: number;
  /** Computed by its definition unless something else was chosen. */
  readonly direct: boolean;
  /** An invocation may keep hundreds of sums (`gemm.ts`). */
  readonly manySums?: boolean;
  /** No product of matrices is left, so that there is nothing to choose. */
  readonly only?: true;
}

export type Choice =
  | { readonly direct: true }
  | { readonly direct: false; readonly tile: Tile; readonly splits: number };

/** Choices by class of shapes. What is not in it goes by the rule. */
export type Choices = ReadonlyMap<string, Choice>;

export const choiceKey = (choice: Choice): string =>
  choice.direct ? "direct" : `${tileKey(choice.tile)}*${choice.splits}`;

const partsOf = ({ m, n, k, layers, mostParts }: Product, tile: Tile): number =>
  mostParts === 1 ? 1 : chooseSplits(tile, m, n, k, layers, mostParts);

export const byTile = (product: Product, tile: Tile): Choice => ({
  direct: false,
  tile,
  splits: partsOf(product, tile),
});

/** By the shape, and whether a processor plays the GPU: the same on every GPU. */
export const ruleFor = (product: Product): Choice =>
  product.direct ? { direct: true } : byTile(product, chooseTile(product.m, product.n, product.manySums));

/** The parts that so many come to: each but the last is a whole number of panels, and none is empty. */
export function fittedSplits({ k, mostParts }: Product, { depth }: Tile, wanted: number): number {
  const parts = Math.min(wanted, mostParts);
  return parts <= 1 ? 1 : divideUp(k, divideUp(divideUp(k, parts), depth) * depth);
}

/** What was chosen for the class, if anything was. */
export function remembered(backend: WebGPUBackend, key: string, product: Product): Choice | null {
  const chosen = product.only === true ? undefined : internalsOf(backend).choices?.get(key);
  if (chosen === undefined || chosen.direct) return chosen ?? null;
  return { ...chosen, splits: fittedSplits(product, chosen.tile, chosen.splits) };
}

/** The same, or else the rule's choice. */
export const choiceFor = (backend: WebGPUBackend, key: string, product: Product): Choice =>
  remembered(backend, key, product) ?? ruleFor(product);

/** Runs `act`, which must dispatch before it returns, with `choices` in force. */
export function withChoices<T>(backend: WebGPUBackend, choices: Choices | null, act: () => T): T {
  const internals = internalsOf(backend);
  const before = internals.choices;
  internals.choices = choices;
  try {
    return act();
  } finally {
    internals.choices = before;
  }
}

/** Batches of one power of two share a class, so that a last partial batch is computed as the others are. */
export const batchClass = (batch: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, batch)));
