/** ONNX: opset 17, IR version 8, NCHW with a symbolic batch `N`, explicit padding, weights under canonical paths. */
import type { Analysis } from "../../analysis/types.ts";
import { fail, ok, type Problem, problem } from "../../tensor/problem.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { Target } from "../support/types.ts";
import { onnxKinds } from "./emit/index.ts";
import { onnxMessages } from "./messages.ts";
import { onnxModel } from "./model.ts";
import { modelProto } from "./schema.ts";

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
    await turn(input, 0.2);
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
