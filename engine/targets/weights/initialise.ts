/** First values of weights: PyTorch's distributions, the same for a seed and a weight path on every machine. */
import type { WeightSpec } from "../../layers/spec.ts";
import { createRandom } from "../../tensor/random.ts";
import { elements } from "../../tensor/shape.ts";
import type { WeightArray, WeightPath } from "./types.ts";

type Draw =
  | { readonly type: "uniform"; readonly bound: number }
  | { readonly type: "normal"; readonly mean: number; readonly std: number }
  | { readonly type: "constant"; readonly value: number };

/**
 * Sources: torch.nn.init. `pytorch` is `kaiming_uniform_(a=sqrt(5))`, which is uniform in ±1/sqrt(fanIn), for kernels
 * and biases alike; `he-*` use the gain of ReLU, sqrt(2).
 */
function drawOf({ init, fanIn, fanOut }: WeightSpec): Draw {
  switch (init.type) {
    case "pytorch":
      return { type: "uniform", bound: 1 / Math.sqrt(fanIn) };
    case "xavier-uniform":
      return { type: "uniform", bound: Math.sqrt(6 / (fanIn + fanOut)) };
    case "xavier-normal":
      return { type: "normal", mean: 0, std: Math.sqrt(2 / (fanIn + fanOut)) };
    case "he-uniform":
      return { type: "uniform", bound: Math.sqrt(6 / fanIn) };
    case "he-normal":
      return { type: "normal", mean: 0, std: Math.sqrt(2 / fanIn) };
    case "normal":
      return { type: "normal", mean: init.mean ?? 0, std: init.std ?? 1 };
    case "constant":
      return { type: "constant", value: init.value ?? 0 };
  }
}

/** In the stored layout. */
export function initialWeight(spec: WeightSpec, path: WeightPath, seed: number): WeightArray {
  const data = new Float32Array(elements(spec.shape));
  const draw = drawOf(spec);
  if (draw.type === "constant") return { shape: spec.shape, data: data.fill(draw.value) };
  const random = createRandom(seed, `init/${path}`);
  for (let i = 0; i < data.length; i++) {
    data[i] =
      draw.type === "uniform" ? (2 * random.next() - 1) * draw.bound : draw.mean + draw.std * random.normal();
  }
  return { shape: spec.shape, data };
}
