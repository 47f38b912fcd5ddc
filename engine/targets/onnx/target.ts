/** ONNX: opset 17, IR version 8, NCHW with a symbolic batch `N`, explicit padding, weights under canonical paths. */
import type { Analysis } from "../../analysis/types.ts";
import type { Path } from "../../blocks/types.ts";
import { graphHash } from "../../document/hash.ts";
import { fail, ok, type Problem, problem } from "../../tensor/problem.ts";
import {
  answers,
  checkKinds,
  checkWeights,
  type Network,
  networkOf,
  weightEntries,
} from "../support/network.ts";
import type { ExportInput, Target } from "../support/types.ts";
import { onnxKinds } from "./emit/index.ts";
import { onnxMessages } from "./messages.ts";
import { type Build, placesFor } from "./place.ts";
import { modelProto, type OnnxModel, type OnnxValue } from "./schema.ts";

/** Protocol Buffers end at 2 GiB; what is not weights needs room too. */
const LARGEST_FILE = 1.9e9;

export const onnxTarget: Target = {
  layout: "file",
  check: (analysis) => [...checkKinds(onnxKinds, analysis), ...tooLarge(analysis)],

  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const built = answers(onnxKinds, network.value);
    if (!built.ok) return built;
    const problems = [...tooLarge(input.analysis), ...checkWeights(input.analysis, input.weights)];
    if (problems.length > 0) return { ok: false, problems };
    const builds = built.value.map(({ build }) => build);
    const { chunks, length } = modelProto(onnxModel(input, network.value, builds));
    if (length > LARGEST_FILE)
      return fail(problem(onnxMessages, "onnx/too-large", { path: "" }, { bytes: length }));
    input.progress?.(1);
    return ok([{ path: "model.onnx", chunks }]);
  },
};

function tooLarge(analysis: Analysis): readonly Problem[] {
  const bytes = 4 * (analysis.totals.params + analysis.totals.buffers);
  return bytes > LARGEST_FILE ? [problem(onnxMessages, "onnx/too-large", { path: "" }, { bytes })] : [];
}

function onnxModel(input: ExportInput, { nodes, ...ends }: Network, builds: readonly Build[]): OnnxModel {
  const weights = weightEntries(input.analysis).map(({ path }) => path);
  const first: OnnxValue = { name: ends.input.facts.path, shape: ends.input.facts.output };
  const { placeOf, collected } = placesFor(input.weights, [...weights, first.name]);
  const values = new Map<Path, string>();
  const named: OnnxValue[] = [];
  for (const [index, { facts, reads }] of nodes.entries()) {
    const inputs = facts.path === first.name ? [first.name] : reads.map((path) => values.get(path) ?? "");
    const name = builds[index]?.(inputs, placeOf(facts.path)) ?? "";
    values.set(facts.path, name);
    if (!inputs.includes(name)) named.push({ name, shape: facts.output });
  }
  const last = named.pop();
  if (last === undefined) throw new Error("The output gives no value.");
  const { document, classes, normalization } = input;
  return {
    name: document.about.title,
    metadata: [
      ["graph", graphHash(document)],
      ...(classes === undefined ? [] : [["classes", JSON.stringify(classes)] as const]),
      ...(normalization === undefined ? [] : [["normalization", JSON.stringify(normalization)] as const]),
    ],
    ...collected,
    input: first,
    output: last,
    values: named,
  };
}
