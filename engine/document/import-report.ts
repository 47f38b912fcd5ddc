import type { LayerKind } from "../layers/index.ts";
import type { Problem } from "../tensor/problem.ts";

/** What became of each part of an imported network. */
export interface ImportReport {
  /** `ONNX`, `tfjs LayersModel`, `Keras`. */
  readonly format: string;
  /** What made the file; "" where it does not say. */
  readonly producer: string;
  /** Layers, in the order of the network. */
  readonly became: readonly {
    readonly from: string;
    readonly name: string;
    readonly path: string;
    readonly kind: LayerKind;
  }[];
  /** What has no layer here; the document keeps a node of an unknown kind. */
  readonly quarantined: readonly {
    readonly from: string;
    readonly path: string;
    readonly kind: string;
    readonly reason: string;
  }[];
  /** Blocks that repeated regions became, with the paths where they stand. */
  readonly folded: readonly {
    readonly block: string;
    readonly title: string;
    readonly paths: readonly string[];
  }[];
  readonly notes: readonly Problem[];
}
