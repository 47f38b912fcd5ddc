/** Keras 3 `.keras`: a stored zip of `metadata.json`, `config.json` and `model.weights.h5`, of stock layers alone. */
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { stockModel } from "../stock/build.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { ExportInput, Target } from "../support/types.ts";
import { kerasConfig } from "./config.ts";
import { kerasKinds } from "./kinds.ts";
import { kerasOrder } from "./order.ts";
import { weightsFile } from "./weights.ts";
import { storedZip } from "./zip.ts";

/** The form of the files is that of this version and later ones. */
const KERAS_VERSION = "3.5.0";

export const kerasTarget: Target = {
  layout: "file",
  check: (analysis) => checkKinds(kerasKinds, analysis),

  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const built = answers(kerasKinds, network.value);
    if (!built.ok) return built;
    const problems = checkWeights(input.analysis, input.weights);
    if (problems.length > 0) return { ok: false, problems };
    const model = stockModel(network.value, built.value, input.weights);
    const order = kerasOrder(model).flatMap((index) => model.layers[index] ?? []);
    const weights = await weightsFile(order, (done) => turn(input, 0.9 * done));
    const json = (value: unknown): readonly Uint8Array[] => [new TextEncoder().encode(JSON.stringify(value))];
    const chunks = storedZip([
      { name: "metadata.json", chunks: json(metadataOf(input)) },
      { name: "config.json", chunks: json(kerasConfig(model)) },
      { name: "model.weights.h5", chunks: weights },
    ]);
    input.progress?.(1);
    return ok([{ path: "model.keras", chunks }]);
  },
};

const metadataOf = ({ document, classes, normalization }: ExportInput): object => ({
  keras_version: KERAS_VERSION,
  date_saved: "1980-01-01@00:00:00",
  layerloom: {
    title: document.about.title,
    graph: graphHash(document),
    ...(classes === undefined ? {} : { classes }),
    ...(normalization === undefined ? {} : { normalization }),
  },
});
