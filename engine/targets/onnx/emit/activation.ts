/** Activations; what opset 17 lacks is composed. */
import { type EmitTable, only, operation, type Place } from "../place.ts";
import { float, int, perChannel, scalar } from "./steps.ts";

/** `x (1 + bend) / 2`. */
function halfGate(x: string, bend: string, place: Place): string {
  const gate = place.put("Add", [bend, scalar(place, "one", 1)], {}, "gate");
  const half = place.put("Mul", [x, scalar(place, "half", 0.5)], {}, "half_x");
  return place.put("Mul", [half, gate]);
}

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
  relu: () => operation("Relu"),
  relu6: () => (inputs, place) =>
    place.put("Clip", [only(inputs), scalar(place, "low", 0), scalar(place, "high", 6)]),
  leakyRelu: ({ params: p }) => operation("LeakyRelu", { alpha: float(p.slope) }),
  prelu:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) =>
      place.put("PRelu", [only(inputs), place.weight("weight", p.shared ? [1] : perChannel(shape))]),
  elu: ({ params: p }) => operation("Elu", { alpha: float(p.alpha) }),
  gelu:
    ({ params: p }) =>
    (inputs, place) => {
      const x = only(inputs);
      if (p.approximate === "none") {
        const scaled = place.put("Mul", [x, scalar(place, "root", Math.SQRT1_2)], {}, "scaled");
        return halfGate(x, place.put("Erf", [scaled], {}, "erf"), place);
      }
      // tanh(sqrt(2/pi) (x + 0.044715 x^3))
      const factor = Math.sqrt(2 / Math.PI);
      const square = place.put("Mul", [x, x], {}, "square");
      const cubic = place.put("Mul", [square, scalar(place, "cubic", 0.044715 * factor)], {}, "cubic_slope");
      const slope = place.put("Add", [cubic, scalar(place, "linear", factor)], {}, "slope");
      const inner = place.put("Mul", [x, slope], {}, "inner");
      return halfGate(x, place.put("Tanh", [inner], {}, "tanh"), place);
    },
  silu: () => (inputs, place) => place.put("Mul", [only(inputs), place.put("Sigmoid", inputs, {}, "gate")]),
  mish: () => (inputs, place) => {
    const soft = place.put("Softplus", inputs, {}, "soft");
    return place.put("Mul", [only(inputs), place.put("Tanh", [soft], {}, "gate")]);
  },
  hardSwish: () => operation("HardSwish"),
  hardSigmoid: () => operation("HardSigmoid", { alpha: float(1 / 6), beta: float(0.5) }),
  sigmoid: () => operation("Sigmoid"),
  tanh: () => operation("Tanh"),
  softmax: () => operation("Softmax", { axis: int(1) }),
};
