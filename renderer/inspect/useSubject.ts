import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import type { RunSummary } from "../../engine/worker/values.ts";
import { useActive, useServices } from "../app/services.tsx";
import { isLive } from "../training/types.ts";

/** How often a run in flight is looked at anew; a look costs one sample's pass through the network. */
const LIVE_MS = 1000;

/** A network with weights. */
export interface Subject {
  /** `null`: the first weights that the document's seed draws. */
  readonly run: RunSummary | null;
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly input: Shape;
  /** Changes whenever the weights have. */
  readonly weights: string;
}

/** What is looked at: the run chosen, else the one the charts show, else the newest. `null` while there is none. */
export function useSubject(): Subject | null {
  const { training, look } = useServices();
  const chosen = useStore(look, (state) => state.runId);
  const runs = useStore(training, (state) => state.runs);
  const shown = useStore(training, ({ run }) => run?.id ?? null);
  const progress = useStore(training, ({ run }) => (run === null ? "" : `${run.state}/${run.epochs.length}`));
  const live = useStore(training, ({ run }) =>
    isLive(run) ? Math.floor((run?.elapsedMs ?? 0) / LIVE_MS) : 0,
  );
  const front = useActive((tab) => tab.history.present);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read anew when the run in flight has moved on
  useEffect(() => {
    training.loadRuns().catch((error: unknown) => console.warn(error)); // the engine was restarted; it is asked again
  }, [training, progress]);
  const id = chosen ?? shown ?? runs?.[0]?.id ?? "first";
  const run = runs?.find((candidate) => candidate.id === id) ?? null;
  const document = id === "first" ? front : (run?.document ?? null);
  const graph = document?.graph;
  // A document of a kept run is parsed anew with each list: the run's own marks tell whether it changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const subject = useMemo(() => {
    if (document === null) return null;
    const analysis = createAnalyser().analyse(document);
    const input = analysis.expanded.nodes.find(({ kind }) => kind === "input");
    const shape = input === undefined ? undefined : analysis.shapes.get(input.path)?.output;
    if (!analysis.valid || shape === undefined) return null;
    const weights =
      run === null ? `first/${document.training.seed}` : `${run.id}/${run.epochs.length}/${run.ending}`;
    return { run, document, analysis, input: shape, weights };
  }, [id === "first" ? graph : null, run?.id, run?.epochs.length, run?.ending]);
  const moving = live > 0 && run !== null && run.id === shown;
  return useMemo(
    () => (subject === null || !moving ? subject : { ...subject, weights: `${subject.weights}/${live}` }),
    [subject, moving, live],
  );
}
