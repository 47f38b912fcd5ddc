/** Models to look at: of a run in flight as it is now, of a kept run, or a document's first weights. */
import type { Normalization } from "../data/types.ts";
import { graphHash } from "../document/hash.ts";
import type { GraphDocument } from "../document/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { ok, type Result } from "../tensor/problem.ts";
import { loadRunWeights, prepareModel } from "../training/prepare.ts";
import { readRunRecord } from "../training/run-folder.ts";
import { type LiveRun, needBackend, type WorkerContext } from "./context.ts";

export interface Looked {
  readonly model: Model;
  /** `null` where no data is open that the first weights could be shown. */
  readonly normalization: Normalization | null;
}

export interface ModelSource {
  runModel<T>(runId: string, use: (run: LiveRun) => Promise<T>): Promise<Result<T>>;
  documentModel<T>(
    document: GraphDocument,
    runId: string | null,
    use: (looked: Looked) => Promise<T>,
  ): Promise<Result<T>>;
}

export function createModelSource(context: WorkerContext): ModelSource {
  async function built(document: GraphDocument, runId: string | null): Promise<Result<Model>> {
    const { batchSize, seed } = document.training;
    const prepared = prepareModel(document, needBackend(context), batchSize, seed);
    if (!prepared.ok) return prepared;
    const { model } = prepared.value;
    if (runId === null) return ok(model);
    const loaded = await loadRunWeights(context.store(runId), document, model);
    if (loaded.ok) return ok(model);
    model.dispose();
    return loaded;
  }

  const runModel: ModelSource["runModel"] = async (runId, use) => {
    const live = context.live.get(runId);
    if (live !== undefined) return ok(await use(live));
    const record = await readRunRecord(context.store(runId));
    if (!record.ok) return record;
    const { document, data } = record.value;
    const { normalization, classes } = data;
    return context.models.withModel(
      runId,
      () => built(document, runId),
      (model) => use({ model, document, normalization, classes }),
    );
  };

  return {
    runModel,
    async documentModel(document, runId, use) {
      if (runId !== null) return runModel(runId, use);
      const key = `first/${graphHash(document)}/${document.training.seed}`;
      const { normalization } = context;
      return context.models.withModel(
        key,
        () => built(document, null),
        (model) => use({ model, normalization }),
      );
    },
  };
}
