/** Data sets as the engine sees them. Where bytes come from (files, downloads, a browser) is a port. */
import type { AugmentSettings } from "../document/types.ts";
import type { Problem, Result } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";

/** Applied as `(x - mean) / std`, one entry a channel of `[C, H, W]` or one a feature of `[N]`. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** How an image of another aspect ratio becomes the wanted size: whole but distorted, cut, or with black borders. */
export type Fit = "stretch" | "crop" | "pad";

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
  /** Where the data set fixes it (its values must stay as they are); otherwise computed from the training part. */
  readonly normalization?: Normalization;
  /** How images were brought to `shape`; the same must be done to an image at prediction. */
  readonly fit?: Fit;
}

/** A read batch, before normalisation and augmentation. */
export interface Samples {
  readonly count: number;
  /** Index in the split of each sample. Shorter than asked for only where an image file broke after opening. */
  readonly indices: Int32Array;
  /** `count × H × W × C` (channels last) in 0..1 for images, `count × N` for tables. */
  readonly pixels: Float32Array;
  /** Class of each sample; empty for regression. */
  readonly labels: Int32Array;
  /** `count × elements(targetShape)`, channels last, for regression. */
  readonly targets?: Float32Array;
}

export interface Split {
  readonly length: number;
  /**
   * Samples by index, in the order asked for. An image file that breaks after opening (vanished, or damaged behind a
   * sound header) is left out and told to `DataPorts.report` once. Rejects only with a bug.
   */
  read(indices: ArrayLike<number>): Promise<Samples>;
  /** All labels without reading images, for class counts; empty for regression. */
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
  /** The place is one file, not a folder. */
  readonly isFile?: true;
  /**
   * All regular files below, sorted; one path for a single file. Symbolic links that lead outside are left out, and links
   * to folders are not followed.
   */
  list(): Promise<readonly string[]>;
  /** All folders below, sorted, so that an empty one is noticed. */
  folders(): Promise<readonly string[]>;
  /** Bytes. Rejects where the file cannot be read. */
  size(path: string): Promise<number>;
  /** Bytes from `start` (0) up to `end` (the file's length), fewer where the file is shorter. Rejects where the file cannot be read. */
  read(path: string, start?: number, end?: number): Promise<Uint8Array>;
}

/** Decodes one image file; the implementation differs between a browser and Node, resizing is ours. */
export interface ImageDecoder {
  /** RGBA, 8 bits, row by row from the top, turned upright by the file's EXIF orientation, colours not converted. */
  decode(bytes: Uint8Array, path: string): Promise<Result<DecodedImage>>;
}
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** What a host hands in for the sources that live in files. */
export interface DataPorts {
  /** The folder or file named in SOURCE (`DIR` or `FILE`). */
  files(place: string): Promise<Result<FileSource>>;
  readonly decoder: ImageDecoder;
  /** Told of image files that break after opening, once each. */
  report?(problem: Problem): void;
  /** Called now and then while a large source is opened. */
  progress?(done: number, total: number): void;
}

export interface OpenOptions {
  /** `[height, width]` that images are brought to, `--resize` on the command line. */
  readonly resize?: readonly [number, number];
}

/** What is still to be done to the images of a batch: the rest follows from it alone, wherever it is done. */
export interface Unfinished {
  readonly size: { readonly height: number; readonly width: number; readonly channels: number };
  readonly seed: number;
  readonly augment: AugmentSettings;
  readonly normalization: Normalization;
  /** With mix-up, for each sample its partner and the sample's own share. */
  readonly mix?: {
    readonly pixels: Float32Array;
    readonly indices: Int32Array;
    readonly shares: Float32Array;
  };
}

/** One step's data, ready for the network but for what is `unfinished`. */
export interface Batch {
  readonly epoch: number;
  /** Step within the epoch, from 0. */
  readonly step: number;
  readonly count: number;
  /** `count × H × W × C` or `count × N`; augmented and normalised, or as they were read where there is something `unfinished`. */
  readonly pixels: Float32Array;
  readonly unfinished?: Unfinished;
  /** Class of each sample (of the first of the two, with mix-up); empty for regression. */
  readonly labels: Int32Array;
  /** `count × classes`, rows sum to 1; only with mix-up on a classification. */
  readonly softLabels?: Float32Array;
  /** `count × elements(targetShape)`, channels last; only for regression. */
  readonly targets?: Float32Array;
  /** Index in the split of each sample. */
  readonly indices: Int32Array;
}

export interface BatchOptions {
  readonly info: DatasetInfo;
  readonly split: Split;
  readonly batchSize: number;
  /** `shuffled` depends on (seed, epoch) alone; `sequential` is file order, for evaluation. */
  readonly order: "shuffled" | "sequential";
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
  /** First step to yield, for a resume: the batches from there on equal those of an unbroken epoch. */
  readonly fromStep?: number;
  readonly normalization: Normalization;
  /** Training only; draws depend on (seed, epoch, index) alone. */
  readonly augment?: AugmentSettings;
  /** Leaves images as they were read, for whoever takes the batches to finish them on the device. Vectors come finished. */
  readonly leaveImages?: boolean;
  /** Batches read ahead; 2 unless told. */
  readonly prefetch?: number;
}
