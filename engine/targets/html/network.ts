/** A network as the page's interpreter reads it: the operations of the ONNX export, in plain JSON. */
import { isClasses } from "../check/numbers.ts";
import { onnxModel } from "../onnx/model.ts";
import type { Build } from "../onnx/place.ts";
import type { Attribute as OnnxAttribute, OnnxModel } from "../onnx/schema.ts";
import type { Network } from "../support/network.ts";
import type { ExportInput } from "../support/types.ts";
import { planOf } from "../tfjs/plan.ts";
import type { Attribute, PageNetwork } from "./runtime/types.ts";

export interface Page {
  readonly network: PageNetwork;
  /** In the order of `network.weights`. */
  readonly weights: readonly Float32Array[];
}

function plain(attribute: OnnxAttribute): Attribute {
  if ("float" in attribute) return attribute.float;
  if ("int" in attribute) return attribute.int;
  if ("ints" in attribute) return attribute.ints;
  return attribute.string;
}

export function pageOf(input: ExportInput, network: Network, builds: readonly Build[]): Page {
  const model: OnnxModel = onnxModel(input, network, builds);
  const floats = model.initializers.filter(({ data }) => data instanceof Float32Array);
  const integers = model.initializers.flatMap(({ name, data }): (readonly [string, readonly number[]])[] =>
    data instanceof Float32Array ? [] : [[name, Array.from(data, Number)]],
  );
  const { document, analysis, classes = [], normalization } = input;
  const { title, summary } = document.about;
  const softmax = planOf(analysis.expanded).endsInSoftmax;
  const tells = document.training.loss === "cross-entropy" && isClasses(model.output.shape);
  return {
    network: {
      title,
      summary,
      trained: input.run !== undefined,
      nodes: model.nodes.map(({ op, inputs, output, attributes }) => ({
        op,
        inputs,
        output,
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, plain(value)])),
      })),
      weights: floats.map(({ name, dims }) => ({ name, dims })),
      integers: Object.fromEntries(integers),
      input: model.input,
      output: model.output,
      answer: softmax ? "probabilities" : tells ? "logits" : "outputs",
      classes,
      normalization: normalization ?? null,
      fit: input.data?.fit ?? "crop",
      params: analysis.totals.params,
      version: input.engineVersion ?? "",
    },
    weights: floats.map(({ data }) => data as Float32Array),
  };
}
