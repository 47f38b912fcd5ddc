/** Data sets as the engine sees them. Where bytes come from (files, downloads, a browser) is a port. */
import type { Result } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";

export interface DatasetInfo {
  /** SOURCE as on the command line: `builtin:glyphs`, `idx:DIR`, `cifar10:DIR`, `folder:DIR`, `csv:FILE`. */
  readonly source: string;
  readonly title: string;
  readonly task: "classification" | "regression";
  /** Shape of one sample, `[C, H, W]`, or `[N]` for a table. */
  readonly shape: Shape;
  /** Class names in label order; empty for regression. */
  readonly classes: readonly string[];
  /** Shape of one target for regression. */
  readonly targetShape?: Shape;
  /** SHA-256 (hex) over the data's identity: equal data, equal fingerprint. */
  readonly fingerprint: string;
}

/** A read batch, before normalisation and augmentation. */
export interface Samples {
  readonly count: number;
  /** `count × H × W × C` (channels last) in 0..1 for images, `count × N` for tables. */
  readonly pixels: Float32Array;
  /** Class of each sample; empty for regression. */
  readonly labels: Int32Array;
  /** `count × elements(targetShape)`, channels last, for regression. */
  readonly targets?: Float32Array;
}

export interface Split {
  readonly length: number;
  /** Samples by index, in the order asked for. Rejects only with a bug; broken files were reported at opening. */
  read(indices: ArrayLike<number>): Promise<Samples>;
  /** All labels without reading images, for class counts. */
  labels(): Promise<Int32Array>;
}

export interface Dataset {
  readonly info: DatasetInfo;
  readonly train: Split;
  readonly test: Split;
  close(): Promise<void>;
}

/** What the engine needs of a place with files. Paths use `/` and are relative to the folder a person chose. */
export interface FileSource {
  readonly name: string;
  /** All regular files below, sorted; symbolic links that lead outside are left out. */
  list(): Promise<readonly string[]>;
  size(path: string): Promise<number>;
  read(path: string, start?: number, end?: number): Promise<Uint8Array>;
}

/** Decodes one image file; the implementation differs between a browser and Node, resizing is ours. */
export interface ImageDecoder {
  /** RGBA, 8 bits, row by row from the top. */
  decode(bytes: Uint8Array, path: string): Promise<Result<DecodedImage>>;
}
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}
