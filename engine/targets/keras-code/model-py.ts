/** `model.py`: the network in Keras' functional style, one line a layer. Names and texts are only ever string literals. */
import { kerasPlaced } from "../keras/render.ts";
import { identifier, pyCall, pyDocstring, pyString } from "../pytorch/python.ts";
import type { StockModel } from "../stock/build.ts";
import { nameGiver } from "../support/names.ts";
import type { ExportInput } from "../support/types.ts";
import { compilePy } from "./compile-py.ts";

/** What the file itself calls something. */
const RESERVED = [
  "keras",
  "layers",
  "build",
  "load",
  "compile_model",
  "path",
  "model",
  "inputs",
  "outputs",
  "Path",
];
const INDENT = "    ";

/** JSON as Python writes it; lists become tuples. */
export function literal(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return pyString(value);
  if (Array.isArray(value))
    return value.length === 1 ? `(${literal(value[0])},)` : `(${value.map(literal).join(", ")})`;
  throw new Error("A layer's settings are plain values.");
}

const keyword = ([name, value]: readonly [string, unknown]): string => `${name}=${literal(value)}`;

export function modelPy(input: ExportInput, model: StockModel, endsInSoftmax: boolean): string {
  const { title, summary } = input.document.about;
  const give = nameGiver((wish) => identifier(wish, "x"));
  for (const name of RESERVED) give(name);
  const variables = ["inputs"];
  const lines = model.layers.map((placed) => {
    const { name, layer, inputs } = placed;
    const { className, config } = kerasPlaced(placed);
    const made = pyCall(
      `layers.${className}`,
      [...Object.entries(config).map(keyword), `name=${pyString(name)}`],
      INDENT,
    );
    const read = inputs.map((value) => variables[value] ?? "inputs");
    const merges = layer.type === "Add" || layer.type === "Multiply" || layer.type === "Concatenate";
    const variable = give(name);
    variables.push(variable);
    return `${INDENT}${variable} = ${made}(${merges ? `[${read.join(", ")}]` : read[0]})`;
  });
  const shape = literal([...model.inputShape]);
  const { classes, normalization } = input;
  return [
    pyDocstring(`${title}. ${summary} Exported from Layerloom.`, ""),
    "",
    "from pathlib import Path",
    "",
    "import keras",
    "from keras import layers",
    "",
    "# In the order of the outputs.",
    `CLASSES = ${classes === undefined ? "None" : `[${classes.map(pyString).join(", ")}]`}`,
    "# Pixels of 0 to 1 become (pixel - mean) / std, channel by channel, before the network.",
    `MEAN = ${normalization === undefined ? "None" : literal([...normalization.mean])}`,
    `STD = ${normalization === undefined ? "None" : literal([...normalization.std])}`,
    "",
    "",
    "def build():",
    `${INDENT}"""The network with fresh weights; channels last."""`,
    `${INDENT}inputs = keras.Input(shape=${shape}, name=${pyString(model.inputName)})`,
    ...lines,
    `${INDENT}return keras.Model(inputs, ${variables[model.output] ?? "inputs"}, name="layerloom")`,
    "",
    "",
    'def load(path=Path(__file__).with_name("model.weights.h5")):',
    `${INDENT}"""The network with its weights."""`,
    `${INDENT}model = build()`,
    `${INDENT}model.load_weights(path)`,
    `${INDENT}return model`,
    "",
    "",
    compilePy(input.document.training, endsInSoftmax),
  ].join("\n");
}
