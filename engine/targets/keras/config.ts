/** The functional model of Keras 3 as its `config.json`. */
import type { StockModel } from "../stock/build.ts";
import { stockShapes } from "../stock/shape.ts";
import { kerasPlaced } from "./render.ts";

type Json = Readonly<Record<string, unknown>>;

const FLOAT = "float32";

export function kerasConfig(model: StockModel): Json {
  const { inputName, inputShape, layers, output } = model;
  const shapes = stockShapes(model);
  const nameOf = (value: number): string => (value === 0 ? inputName : (layers[value - 1]?.name ?? ""));
  const tensor = (value: number): Json => ({
    class_name: "__keras_tensor__",
    config: { shape: [null, ...(shapes[value] ?? [])], dtype: FLOAT, keras_history: [nameOf(value), 0, 0] },
  });
  const input = {
    module: "keras.layers",
    class_name: "InputLayer",
    config: { batch_shape: [null, ...inputShape], dtype: FLOAT, sparse: false, name: inputName },
    registered_name: null,
    name: inputName,
    inbound_nodes: [],
  };
  const rest = layers.map((placed) => {
    const { name, layer, inputs } = placed;
    const { className, config } = kerasPlaced(placed);
    const [only = 0] = inputs;
    const merges = layer.type === "Add" || layer.type === "Multiply" || layer.type === "Concatenate";
    return {
      module: "keras.layers",
      class_name: className,
      config: { name, dtype: FLOAT, ...config },
      registered_name: null,
      name,
      // Layers that join take one list.
      inbound_nodes: [{ args: [merges ? inputs.map(tensor) : tensor(only)], kwargs: {} }],
    };
  });
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: "layerloom",
      trainable: true,
      layers: [input, ...rest],
      input_layers: [inputName, 0, 0],
      output_layers: [nameOf(output), 0, 0],
    },
    registered_name: "Functional",
    build_config: { input_shape: null },
  };
}
