/** One HTML file that runs the network in any browser by a double click, without a network connection. */
import type { Analysis } from "../../analysis/types.ts";
import { ok, type Problem, problem } from "../../tensor/problem.ts";
import { onnxKinds } from "../onnx/emit/index.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { Target } from "../support/types.ts";
import { pageChunks } from "./document.ts";
import { pageMessages } from "./messages.ts";
import { pageOf } from "./network.ts";

/** Browsers hold texts of about half a gigabyte; base64 takes four thirds, and the page needs both for a moment. */
const LARGEST_WEIGHTS = 320e6;

/** Whatever ONNX expresses, the page's interpreter runs. */
export const pageKinds = onnxKinds;

export const pageTarget: Target = {
  layout: "file",
  check: (analysis) => [...checkKinds(pageKinds, analysis), ...tooLarge(analysis)],

  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const built = answers(pageKinds, network.value);
    if (!built.ok) return built;
    const problems = [...tooLarge(input.analysis), ...checkWeights(input.analysis, input.weights)];
    if (problems.length > 0) return { ok: false, problems };
    const page = pageOf(
      input,
      network.value,
      built.value.map(({ build }) => build),
    );
    const chunks = await pageChunks(page, input.language ?? "en", (done) => turn(input, done));
    return ok([{ path: "model.html", chunks }]);
  },
};

function tooLarge({ totals }: Analysis): readonly Problem[] {
  const bytes = 4 * (totals.params + totals.buffers);
  if (bytes <= LARGEST_WEIGHTS) return [];
  return [problem(pageMessages, "html/too-large", { path: "" }, { bytes, limit: LARGEST_WEIGHTS })];
}
