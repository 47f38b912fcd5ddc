/** Keras as source: `model.py` builds the network of stock layers, `model.weights.h5` fills it. */
import { ok } from "../../tensor/problem.ts";
import { kerasKinds } from "../keras/kinds.ts";
import { kerasOrder } from "../keras/order.ts";
import { weightsFile } from "../keras/weights.ts";
import { stockModel } from "../stock/build.ts";
import { textFile } from "../support/files.ts";
import { answers, checkKinds, checkWeights, networkOf } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { Target } from "../support/types.ts";
import { planOf } from "../tfjs/plan.ts";
import { modelPy } from "./model-py.ts";

export const kerasCodeTarget: Target = {
  layout: "folder",
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
    const chunks = await weightsFile(order, (done) => turn(input, 0.9 * done));
    const softmax = planOf(input.analysis.expanded).endsInSoftmax;
    input.progress?.(1);
    return ok([textFile("model.py", modelPy(input, model, softmax)), { path: "model.weights.h5", chunks }]);
  },
};
