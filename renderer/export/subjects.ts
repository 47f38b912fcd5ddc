/** What can be exported: the document in front with its first weights, or a kept run with its own. */
import type { GraphDocument } from "../../engine/document/types.ts";
import type { RunSummary } from "../../engine/worker/values.ts";
import type { Texts } from "../i18n/i18n.ts";
import { fileNameOf } from "../runs/metricsFile.ts";
import { runTitle } from "../runs/runFacts.ts";

export interface Subject {
  readonly document: GraphDocument;
  readonly run: RunSummary | null;
  /** For the name of the file. */
  readonly base: string;
}
interface Front {
  readonly document: GraphDocument;
  readonly title: string;
}

/** Weights are kept when a run ends: one that is in flight or was cut off has none yet. */
export const exportableRuns = (runs: readonly RunSummary[] | null): readonly RunSummary[] =>
  (runs ?? []).filter(({ ending }) => ending !== null);

export function subjectOf(front: Front, runs: readonly RunSummary[], runId: string | null): Subject {
  const run = runs.find(({ id }) => id === runId) ?? null;
  if (run === null) return { document: front.document, run, base: fileNameOf(front.title) };
  return { document: run.document, run, base: fileNameOf(runTitle(run)) };
}

export function subjectOptions(
  front: Front,
  runs: readonly RunSummary[],
  { t, locale }: Pick<Texts, "t" | "locale">,
): readonly { readonly value: string; readonly label: string }[] {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  return [
    { value: "", label: t("exports:untrained", { seed: front.document.training.seed }) },
    ...runs.map((run) => ({
      value: run.id,
      label: `${runTitle(run)} · ${time.format(new Date(run.startedAt))}`,
    })),
  ];
}

/** Whether a layer or a block is frozen somewhere. */
export function hasFrozen({ graph, blocks }: GraphDocument): boolean {
  const graphs = [graph, ...Object.values(blocks).map((block) => block.graph)];
  return graphs.some(({ nodes }) => nodes.some((node) => "frozen" in node && node.frozen === true));
}
