/** Activations, with PyTorch's formulas where TensorFlow's differ. */
import { isMap, type Shape } from "../../../tensor/shape.ts";
import type { StockLayer } from "../layer.ts";
import { type Build, type EmitTable, only, type Place, type StockValue, stock } from "../place.ts";
import { affine } from "./steps.ts";

type Named = Extract<StockLayer, { type: "Activation" }>["name"];
const named = (name: Named): Build => stock({ type: "Activation", name });

const filled = (shape: Shape, value: number): Float32Array => new Float32Array(shape[0] ?? 0).fill(value);

/** `min(max(x/6 + 1/2, 0), 1)`; TensorFlow's own has another slope. */
function hardGate(x: StockValue, place: Place, shape: Shape, role?: string): StockValue {
  const constants = { scale: filled(shape, 1 / 6), shift: filled(shape, 1 / 2) };
  const line = affine(x, place, shape, constants, "line");
  return place.put({ type: "ReLU", maxValue: 1 }, line, role === undefined ? {} : { role });
}

/**
 * `0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))`, written `x sigmoid(x (a + b x^2))` with `a = 2 sqrt(2/pi)` and
 * `b = 0.044715 a`. The stock activation of that name can be saved but not loaded.
 */
const geluTanh =
  (shape: Shape): Build =>
  (inputs, place) => {
    const x = only(inputs);
    const times = (factors: readonly StockValue[], role?: string): StockValue =>
      place.put({ type: "Multiply" }, factors, role === undefined ? {} : { role });
    const slope = 2 * Math.sqrt(2 / Math.PI);
    const constants = { scale: filled(shape, 0.044715 * slope), shift: filled(shape, slope) };
    const bend = times([x, affine(times([x, x], "square"), place, shape, constants, "bend")], "inner");
    const gate = place.put({ type: "Activation", name: "sigmoid" }, bend, {
      role: "gate",
    });
    return times([x, gate]);
  };

export const activationKinds: EmitTable<
  | "relu"
  | "relu6"
  | "leakyRelu"
  | "prelu"
  | "elu"
  | "gelu"
  | "silu"
  | "mish"
  | "hardSwish"
  | "hardSigmoid"
  | "sigmoid"
  | "tanh"
  | "softmax"
> = {
  relu: () => named("relu"),
  relu6: () => stock({ type: "ReLU", maxValue: 6 }),
  leakyRelu: ({ params: p }) => stock({ type: "LeakyReLU", slope: p.slope }),
  prelu:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const areaAxes = isMap(shape) ? [1, 2] : [];
      const sharedAxes = p.shared ? [...areaAxes, areaAxes.length + 1] : areaAxes;
      const { data } = place.weight("weight");
      const weights = [{ shape: [...areaAxes.map(() => 1), data.length], data }];
      return place.put({ type: "PReLU", sharedAxes }, only(inputs), { weights });
    },
  /** `alpha*elu(x) + (1 - alpha)*relu(x)`: the stock layer knows alpha 1 alone. */
  elu({ params: p, inputs: [shape = []] }) {
    if (p.alpha === 1) return named("elu");
    return (inputs, place) => {
      const x = only(inputs);
      const part = (name: "elu" | "relu", factor: number): StockValue => {
        const y = place.put({ type: "Activation", name }, x, { role: name });
        return affine(y, place, shape, { scale: filled(shape, factor) }, `${name}_share`);
      };
      const parts = [part("elu", p.alpha), part("relu", 1 - p.alpha)];
      return place.put({ type: "Add" }, parts);
    };
  },
  gelu: ({ params: p, inputs: [shape = []] }) => (p.approximate === "tanh" ? geluTanh(shape) : named("gelu")),
  silu: () => named("silu"),
  mish: () => named("mish"),
  hardSwish:
    ({ inputs: [shape = []] }) =>
    (inputs, place) => {
      const x = only(inputs);
      return place.put({ type: "Multiply" }, [x, hardGate(x, place, shape, "gate")]);
    },
  hardSigmoid:
    ({ inputs: [shape = []] }) =>
    (inputs, place) =>
      hardGate(only(inputs), place, shape),
  sigmoid: () => named("sigmoid"),
  tanh: () => named("tanh"),
  softmax: () => stock({ type: "Softmax" }),
};
