/** What all exports have in common: their input, their files, and how a kind is answered. */
import type { Analysis } from "../../analysis/types.ts";
import type { Path } from "../../blocks/types.ts";
import type { GraphDocument } from "../../document/types.ts";
import type { LayerKind, ParamsOfKind } from "../../layers/index.ts";
import type { MessageTable, Problem, Result, Values } from "../../tensor/problem.ts";
import { problem } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Weights } from "../weights/types.ts";

export interface ExportInput {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  /** Of the whole network, under canonical paths in PyTorch's layout: a run's, or first ones drawn from a seed. */
  readonly weights: Weights;
  /** Class names in label order, where they are known. */
  readonly classes?: readonly string[];
  /** Applied to pixels of 0..1 before the network, one entry a channel. */
  readonly normalization?: { readonly mean: readonly number[]; readonly std: readonly number[] };
  /** Where the training data comes from, for exports that train. */
  readonly data?: {
    /** SOURCE as in training settings; of `files`, where there are some. */
    readonly source: string;
    /** What these files were drawn from. */
    readonly origin?: string;
    readonly fingerprint?: string;
    readonly resize?: readonly [number, number];
    readonly fit?: "stretch" | "crop" | "pad";
    /** Generated data, which no other tool can draw. */
    readonly files: readonly ExportFile[];
  };
  readonly engineVersion?: string;
  /** Of texts that people read; English unless told. */
  readonly language?: "en" | "zh";
  /** Of a picture; light unless told. */
  readonly theme?: "light" | "dark";
  /** The top graph as SVG text, as whoever asks draws it in the language of his words; drawn in English unless told. */
  readonly picture?: string;
  /** The training that the weights come from; absent for a network that was never trained. */
  readonly run?: RunFacts;
  /** Called now and then with a share from 0 to 1. */
  readonly progress?: (done: number) => void;
  /** Rejects with its reason once it is aborted. */
  readonly signal?: AbortSignal;
}

/** What is known of a training; shares are 0 to 1. */
export interface RunFacts {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly backend: string;
  readonly seed: number;
  readonly source: string;
  readonly fingerprint: string;
  /** `null` where it was cut off. */
  readonly ending: string | null;
  readonly epochs: readonly {
    readonly epoch: number;
    readonly loss: number;
    readonly trainAccuracy: number | null;
    readonly testLoss: number | null;
    readonly testAccuracy: number | null;
  }[];
  /** On the test part with the exported weights; absent where the data was not at hand. */
  readonly evaluation?: {
    readonly accuracy: number | null;
    readonly loss: number;
    readonly count: number;
    readonly perClass: readonly {
      readonly name: string;
      readonly precision: number;
      readonly recall: number;
      readonly f1: number;
      readonly count: number;
    }[];
    /** Rows: true class; columns: answer. */
    readonly confusion: readonly (readonly number[])[];
  };
}

/**
 * A file of an export. Its content is in parts, so that a large network is not held twice: parts may be views of the
 * weights and must be written before these change.
 */
export interface ExportFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly chunks: readonly Uint8Array[];
}

/** A way to take a network elsewhere. */
export interface Target {
  /** What the target cannot express, by node, with the way round it. Empty: `write` succeeds. */
  check(analysis: Analysis): readonly Problem[];
  /** One file, or a folder of several. */
  readonly layout: "file" | "folder";
  /** Refuses with what `check` says, before anything is computed. */
  write(input: ExportInput): Promise<Result<readonly ExportFile[]>>;
}

/** A primitive layer as a target sees it. */
export interface NodeFacts<K extends LayerKind = LayerKind> {
  readonly path: Path;
  readonly params: ParamsOfKind<K>;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** Whether the first input is provably never below zero, whatever the weights and the data. */
  readonly nonNegative: boolean;
}

/** The answer of a target that cannot express a layer with these parameters. */
export class Unsupported {
  readonly problemAt: (path: Path) => Problem;
  constructor(problemAt: (path: Path) => Problem) {
    this.problemAt = problemAt;
  }
}

export const unsupported = <T extends MessageTable>(
  table: T,
  code: keyof T & string,
  values: Values = {},
): Unsupported => new Unsupported((path) => problem(table, code, { path }, values));

/** How a layer is built (`B`), or that it cannot be; decided from parameters and shapes, before there are weights. */
export type Emit<K extends LayerKind, B> = (node: NodeFacts<K>) => B | Unsupported;
/** Part of a target's exhaustive table. */
export type EmitTable<K extends LayerKind, B> = { readonly [N in K]: Emit<N, B> };
/** A target's exhaustive table: a new kind does not compile until it is answered. */
export type KindTable<B> = EmitTable<LayerKind, B>;
