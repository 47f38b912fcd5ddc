/** A network as it was read from a foreign file: a flat list of layers with their weights, before it becomes a document. */
import type { LayerKind } from "../layers/index.ts";
import type { ResolvedParams } from "../layers/param.ts";
import type { WeightArray } from "../targets/weights/types.ts";
import type { Problem } from "../tensor/problem.ts";

/** What a layer was in the file. */
export interface Source {
  /** Operation or class: `Conv`, `BatchNormalization`, `Conv2D`. */
  readonly op: string;
  /** Its name there; may be empty. */
  readonly name: string;
}

/** What has no layer here: it is kept as a node of an unknown kind. */
export interface Foreign {
  /** For example `onnx.Softplus`; never the name of a layer kind. */
  readonly kind: string;
  /** One sentence: why it could not become a layer. */
  readonly reason: string;
  /** Its attributes, short enough to be kept. */
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}

export interface ImportedNode {
  /** Position in the list; nodes read only from nodes before them. */
  readonly id: number;
  /** `null` where `foreign` says what it was. */
  readonly kind: LayerKind | null;
  /** Only what differs from the defaults. */
  readonly params: ResolvedParams;
  /** Ids, in slot order. */
  readonly inputs: readonly number[];
  /** By PyTorch's names, in PyTorch's layout. */
  readonly weights: ReadonlyMap<string, WeightArray>;
  /** Canonical path; unique, a valid name of a node. */
  readonly path: string;
  readonly source: Source;
  readonly foreign?: Foreign;
  /** It has weights, and the file says that they are not to be trained. */
  readonly frozen: boolean;
}

export interface ImportedNetwork {
  readonly title: string;
  /** What made the file, for example `pytorch 1.13.1`; "" where it does not say. */
  readonly producer: string;
  readonly nodes: readonly ImportedNode[];
  /** Class names in label order, where the file has them. */
  readonly classes?: readonly string[];
  /** What a person should know, each as a warning. */
  readonly notes: readonly Problem[];
}
