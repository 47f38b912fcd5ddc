/** Weights alone, as PyTorch, timm and torchvision load them: `load_state_dict(load_file("model.safetensors"))`. */
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { checkWeights, networkOf, weightEntries } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { ExportInput, Target } from "../support/types.ts";
import { batchCounters, writeSafetensors } from "../weights/safetensors-write.ts";
import type { Weights } from "../weights/types.ts";
import { torchvisionNames } from "./torchvision.ts";

export const safetensorsTarget: Target = {
  layout: "file",
  check(analysis) {
    const network = networkOf(analysis);
    return network.ok ? [] : network.problems;
  },
  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const problems = checkWeights(input.analysis, input.weights);
    if (problems.length > 0) return { ok: false, problems };
    const paths = weightEntries(input.analysis).map(({ path }) => path);
    const names = torchvisionNames(paths);
    const named: Weights = new Map(
      paths.flatMap((path) => {
        const weight = input.weights.get(path);
        return weight === undefined ? [] : [[names?.get(path) ?? path, weight] as const];
      }),
    );
    const metadata = metadataOf(input);
    await turn(input, 0.2);
    const bytes = writeSafetensors(named, { metadata, counters: batchCounters(named) });
    input.progress?.(1);
    return ok([{ path: "model.safetensors", chunks: [bytes] }]);
  },
};

/** safetensors allows strings alone; lists are written as JSON. */
function metadataOf({ document, classes, normalization }: ExportInput): Readonly<Record<string, string>> {
  return {
    title: document.about.title,
    graph: graphHash(document),
    ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }),
    ...(normalization === undefined ? {} : { normalization: JSON.stringify(normalization) }),
  };
}
