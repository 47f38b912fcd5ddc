/** From pixels of 0 to 1 to what the network says of them. */
import { interpret } from "./interpret.ts";
import { at, type PageNetwork, sizeOf } from "./types.ts";

/** `H × W × C` or `N` values to the network's input: normalised, channels first. */
export function networkInput(
  { input, normalization }: Pick<PageNetwork, "input" | "normalization">,
  pixels: ArrayLike<number>,
): Float32Array {
  const { shape } = input;
  const size = sizeOf(shape);
  if (pixels.length !== size) throw new RangeError(`${size} values are needed, not ${pixels.length}.`);
  const channels = at(shape, 0);
  const area = size / channels;
  const out = new Float32Array(size);
  for (let i = 0; i < area; i++)
    for (let c = 0; c < channels; c++) {
      const value = pixels[i * channels + c] ?? 0;
      const [mean, std] = [normalization?.mean[c] ?? 0, normalization?.std[c] ?? 1];
      out[c * area + i] = (value - mean) / std;
    }
  return out;
}

export function softmax(values: Float32Array): Float32Array {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Array.from(values, (value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** Probabilities in label order, or plain outputs where the network tells no classes apart. */
export async function answerOf(
  network: PageNetwork,
  weights: readonly Float32Array[],
  pixels: ArrayLike<number>,
  turn: () => Promise<void>,
): Promise<Float32Array> {
  const data = networkInput(network, pixels);
  const output = await interpret(network, weights, { dims: [1, ...network.input.shape], data }, turn);
  return network.answer === "logits" ? softmax(output.data) : output.data;
}
