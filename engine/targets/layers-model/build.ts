/** A stock tfjs LayersModel of a list of stock layers, and the weights that belong in it. */
import { input, type LayersModel, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { StockModel } from "../stock/build.ts";
import type { Filling } from "../stock/place.ts";
import { tfjsLayer } from "./render.ts";

/** What goes into each of the model's variables, by the name it is saved under. */
export type Fills = ReadonlyMap<string, Filling>;

/** Built on the current tfjs backend with zeros; the caller disposes it. `onLayer` is called after each layer. */
export async function buildLayersModel(
  { inputName, inputShape, layers, output }: StockModel,
  onLayer: (count: number) => Promise<void>,
): Promise<{ readonly model: LayersModel; readonly fills: Fills }> {
  const fills = new Map<string, Filling>();
  const first = input({ shape: [...inputShape], name: inputName });
  const values: SymbolicTensor[] = [first];
  const read = (value: number): SymbolicTensor => values[value] ?? first;
  for (const { name, layer: facts, inputs, weights, frozen } of layers) {
    const layer = tfjsLayer(facts, { name, trainable: !frozen });
    const sources = inputs.map(read);
    const [only = first] = sources;
    values.push(layer.apply(sources.length === 1 ? only : sources) as SymbolicTensor);
    if (layer.weights.length !== weights.length)
      throw new Error(`${name} has ${layer.weights.length} weights.`);
    for (const [index, filling] of weights.entries()) {
      const variable = layer.weights[index];
      if (variable === undefined || variable.shape.join() !== filling.shape.join())
        throw new Error(`${name} has no weight of shape [${filling.shape}] at place ${index}.`);
      fills.set(variable.originalName, filling);
    }
    await onLayer(values.length - 1);
  }
  return { model: model({ inputs: first, outputs: read(output), name: "layerloom" }), fills };
}
