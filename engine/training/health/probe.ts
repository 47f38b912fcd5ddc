/** Measures gradients and activations of a training step, on the device, as one vector that is read with the loss. */
import {
  add,
  cast,
  concat1d,
  greater,
  less,
  lessEqual,
  max,
  mean,
  mul,
  scalar,
  square,
  stack,
  sub,
  type Tensor,
  type Tensor1D,
} from "@tensorflow/tfjs-core";
import type { ExpandedNode, Path } from "../../blocks/types.ts";
import type { Model, WeightPath } from "../../targets/tfjs/types.ts";
import { sumOfSquares } from "../magnitude.ts";
import type { HealthMeasure } from "./types.ts";

interface LayerWeights {
  readonly path: Path;
  readonly weights: readonly WeightPath[];
  /** Elements of all of them. */
  readonly size: number;
}
type Saturating = "sigmoid" | "tanh";

export interface HealthProbe {
  readonly layers: readonly LayerWeights[];
  readonly rectifiers: readonly Path[];
  readonly saturating: readonly { readonly path: Path; readonly kind: Saturating }[];
  /** Nodes whose activations `measure` needs. */
  readonly capture: ReadonlySet<Path>;
}

const isSaturating = (kind: string): kind is Saturating => kind === "sigmoid" || kind === "tanh";

export function createProbe(
  nodes: readonly Pick<ExpandedNode, "path" | "kind">[],
  variables: Model["variables"],
): HealthProbe {
  const layers = new Map<Path, { weights: WeightPath[]; size: number }>();
  for (const [weight, { size }] of variables) {
    const path = weight.slice(0, weight.lastIndexOf("."));
    const layer = layers.get(path) ?? { weights: [], size: 0 };
    layer.weights.push(weight);
    layer.size += size;
    layers.set(path, layer);
  }
  const rectifiers = nodes.filter(({ kind }) => kind === "relu" || kind === "relu6").map(({ path }) => path);
  const saturating = nodes.flatMap(({ path, kind }) => (isSaturating(kind) ? [{ path, kind }] : []));
  return {
    layers: [...layers].map(([path, layer]) => ({ path, ...layer })),
    rectifiers,
    saturating,
    capture: new Set([...rectifiers, ...saturating.map(({ path }) => path)]),
  };
}

/** Channels, or features of a vector, that are zero in the whole batch. `value` is `[batch, H, W, C]` or `[batch, N]`. */
const deadShare = (value: Tensor): Tensor => {
  const others = value.shape.map((_, axis) => axis).slice(0, -1);
  return mean(cast(lessEqual(max(value, others), scalar(0)), "float32"));
};

/** A derivative below this share of the largest one counts as saturated. */
const FLAT = 0.05;

/** The derivative from the output: `y (1 - y)`, at most 1/4, for a sigmoid; `1 - y²`, at most 1, for tanh. */
const saturatedShare = (value: Tensor, kind: Saturating): Tensor => {
  const flat =
    kind === "tanh"
      ? greater(square(value), scalar(1 - FLAT))
      : less(mul(value, sub(scalar(1), value)), scalar(FLAT / 4));
  return mean(cast(flat, "float32"));
};

/** Squares of the layers' gradient norms, then the shares of rectifiers and of saturating nodes. Call inside `tf.tidy`. */
export function measure(
  probe: HealthProbe,
  grads: ReadonlyMap<WeightPath, Tensor>,
  captured: ReadonlyMap<Path, Tensor>,
): Tensor1D {
  const values: Tensor[] = [];
  const of = (path: Path): Tensor => {
    const value = captured.get(path);
    if (value === undefined) throw new Error(`${path} was not captured.`);
    return value;
  };
  for (const { weights } of probe.layers) {
    let squares: Tensor = scalar(0);
    for (const weight of weights) {
      const gradient = grads.get(weight);
      if (gradient !== undefined) squares = add(squares, sumOfSquares(gradient));
    }
    values.push(squares);
  }
  for (const path of probe.rectifiers) values.push(deadShare(of(path)));
  for (const { path, kind } of probe.saturating) values.push(saturatedShare(of(path), kind));
  return stack(values) as Tensor1D;
}

/** The readout of a step with what was measured behind it. */
export const withMeasure = (readout: Tensor1D, measured: Tensor1D): Tensor1D => concat1d([readout, measured]);

/** What `measure` gave, read back. */
export function describeMeasure(probe: HealthProbe, values: ArrayLike<number>): HealthMeasure {
  const at = (index: number): number => values[index] ?? Number.NaN;
  const shares = probe.layers.length;
  const flats = shares + probe.rectifiers.length;
  let total = 0;
  const gradients = probe.layers.map(({ path, size }, i) => {
    total += at(i);
    return { path, norm: Math.sqrt(at(i)), rms: Math.sqrt(at(i) / size) };
  });
  return {
    gradientNorm: Math.sqrt(total),
    gradients,
    dead: probe.rectifiers.map((path, i) => ({ path, share: at(shares + i) })),
    saturated: probe.saturating.map(({ path }, i) => ({ path, share: at(flats + i) })),
  };
}
