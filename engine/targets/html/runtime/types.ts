/**
 * What the exported page holds and its interpreter reads: the operations of the ONNX export (opset 17, NCHW), so that
 * every kind that ONNX expresses runs here too.
 */

export type Attribute = number | string | readonly number[];

export interface PageNode {
  readonly op: string;
  /** Names of values, weights and integer lists; empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** The network as the page's JSON has it; the bytes of the weights stand beside it in the same order. */
export interface PageNetwork {
  readonly title: string;
  readonly summary: string;
  readonly trained: boolean;
  readonly nodes: readonly PageNode[];
  readonly weights: readonly { readonly name: string; readonly dims: readonly number[] }[];
  readonly integers: Readonly<Record<string, readonly number[]>>;
  /** `[C, H, W]` or `[N]`. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  readonly output: { readonly name: string; readonly shape: readonly number[] };
  /** What the output is: probabilities, logits that softmax turns into them, or plain numbers. */
  readonly answer: "probabilities" | "logits" | "outputs";
  readonly classes: readonly string[];
  readonly normalization: { readonly mean: readonly number[]; readonly std: readonly number[] } | null;
  /** How images are brought to size. */
  readonly fit: "stretch" | "crop" | "pad";
  readonly params: number;
  readonly version: string;
}

/** A tensor, row by row; the batch comes first in values. */
export interface Value {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** What an operation reads: values by place, and lists of integers by place. */
export interface Reads {
  value(index: number): Value;
  optional(index: number): Value | null;
  integers(index: number): readonly number[];
  int(name: string, otherwise: number): number;
  float(name: string, otherwise: number): number;
  ints(name: string, otherwise: readonly number[]): readonly number[];
  text(name: string, otherwise: string): string;
}
export type Operation = (reads: Reads) => Value;

export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);
/** The size of an axis that is known to be there. */
export const at = (dims: readonly number[], axis: number): number => dims[axis] ?? 1;
