/** Imported weights as a run without steps: what looks inside, evaluates, exports or goes on from runs takes them alike. */
import type { Analysis } from "../../analysis/types.ts";
import { graphHash } from "../../document/hash.ts";
import type { GraphDocument } from "../../document/types.ts";
import { batchCounters, writeSafetensors } from "../../targets/weights/safetensors-write.ts";
import type { Weights } from "../../targets/weights/types.ts";
import { elements } from "../../tensor/shape.ts";
import { encodeJson, runFiles } from "../../training/run-folder.ts";
import type { DoneEvent, RunRecord } from "../../training/types.ts";
import type { WorkerContext } from "../context.ts";
import { writeLabel } from "../run-archive.ts";

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly weights: Weights;
  readonly classes: readonly string[] | undefined;
}
/** Classes beyond this are not numbered one by one. */
const MOST_CLASSES = 65_536;

export async function keepImported(context: WorkerContext, kept: Kept): Promise<void> {
  const { document, weights, analysis } = kept;
  const store = context.store(kept.id);
  const channels = endShape(analysis, "input")[0] ?? 1;
  const shape = endShape(analysis, "output");
  const outputs = shape.length === 0 ? 0 : Math.min(MOST_CLASSES, elements(shape));
  const record: RunRecord = {
    format: "layerloom/run",
    version: 1,
    document,
    seed: document.training.seed,
    data: {
      source: "",
      fingerprint: "",
      classes: kept.classes ?? Array.from({ length: outputs }, (_, index) => String(index)),
      // Files do not say how their images were prepared: they are taken as they are.
      normalization: { mean: new Array<number>(channels).fill(0), std: new Array<number>(channels).fill(1) },
    },
    backend: "import",
    engineVersion: context.engineVersion,
    startedAt: new Date().toISOString(),
  };
  const done: DoneEvent = {
    type: "done",
    epoch: 0,
    step: 0,
    keptStep: 0,
    reason: "finished",
    loss: null,
    trainAccuracy: null,
    testAccuracy: null,
    elapsedMs: 0,
  };
  const metadata = { graph: graphHash(document) };
  await store.write(
    runFiles.weights,
    writeSafetensors(weights, { metadata, counters: batchCounters(weights) }),
  );
  await store.write(runFiles.done, encodeJson(done));
  await writeLabel(store, { name: kept.name.slice(0, 200), note: "" });
  await store.write(runFiles.record, encodeJson(record));
}

function endShape({ expanded, shapes }: Analysis, kind: "input" | "output"): readonly number[] {
  const end = expanded.nodes.find((node) => node.kind === kind);
  return shapes.get(end?.path ?? "")?.output ?? [];
}
