import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { RunSummary } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Chart } from "../training/Chart.tsx";
import { formatLoss } from "../training/numbers.ts";
import { isLive } from "../training/types.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { Compare } from "./Compare.tsx";
import { OpenRunButton } from "./OpenRunButton.tsx";
import { accuracyOverlay, lossOverlay, styleOf } from "./overlay.ts";
import { RunDetails } from "./RunDetails.tsx";
import styles from "./RunsPanel.module.css";
import { RunTable } from "./RunTable.tsx";
import { runTitle } from "./runFacts.ts";
import { useCurves } from "./useCurves.ts";

/** Every training that was kept. */
export function RunsPanel() {
  const t = useT();
  const { training } = useServices();
  const runs = useStore(training, (state) => state.runs);
  const [chosen, setChosen] = useState<string | null>(null);
  const finished = useStore(training, ({ run }) =>
    run === null ? "" : `${run.id}/${run.epochs.length}/${run.state}`,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read anew when the run in flight has moved on
  useEffect(() => {
    training.loadRuns().catch((error: unknown) => console.warn(error)); // the engine was restarted; it is asked again
  }, [training, finished]);
  if (runs === null) return <EmptyState title={t("runs:loading")} />;
  if (runs.length === 0) {
    return (
      <EmptyState title={t("runs:empty")} detail={t("runs:emptyHint")}>
        <OpenRunButton onOpened={setChosen} />
      </EmptyState>
    );
  }
  return (
    <div className={styles.holder}>
      <Kept runs={runs} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}

interface KeptProps {
  readonly runs: readonly RunSummary[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

function Kept({ runs, chosen, onChoose }: KeptProps) {
  const t = useT();
  const { training } = useServices();
  const run = useStore(training, (state) => state.run);
  const [overlaid, setOverlaid] = useState<readonly string[] | null>(null);
  const [view, setView] = useState<"curves" | "compare">("curves");
  const [newest] = runs;
  const selected = runs.find(({ id }) => id === chosen) ?? newest;
  const shown = (overlaid ?? runs.slice(0, 2).map(({ id }) => id)).filter((id) =>
    runs.some((own) => own.id === id),
  );
  const live = isLive(run);
  const liveId = live ? (run?.id ?? null) : null;
  return (
    <div className={styles.panel}>
      <div className={styles.list}>
        <RunTable
          runs={runs}
          liveId={liveId}
          selected={selected?.id ?? null}
          overlaid={shown}
          onSelect={onChoose}
          onOverlay={(id) =>
            setOverlaid(shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id])
          }
        />
        <OpenRunButton onOpened={onChoose} />
      </div>
      {selected === undefined ? null : (
        <RunDetails key={selected.id} run={selected} live={selected.id === liveId} busy={live} />
      )}
      <div className={styles.beside}>
        <Segmented
          label={t("runs:compare.view")}
          value={view}
          options={[
            { value: "curves", label: t("runs:compare.curves") },
            { value: "compare", label: t("runs:compare.title") },
          ]}
          onChange={setView}
        />
        {view === "curves" ? (
          <Overlay runs={runs} shown={shown} />
        ) : (
          <Compare runs={shown.flatMap((id) => runs.find((own) => own.id === id) ?? [])} />
        )}
      </div>
    </div>
  );
}

interface OverlayProps {
  readonly runs: readonly RunSummary[];
  readonly shown: readonly string[];
}

function Overlay({ runs, shown }: OverlayProps) {
  const t = useT();
  const version = shown.map((id) => runs.find((run) => run.id === id)?.epochs.length ?? 0).join();
  const curves = useCurves(shown, version);
  const lines = useMemo(() => {
    const drawn = shown.flatMap((id, place) => {
      const run = runs.find((candidate) => candidate.id === id);
      const own = curves.get(id);
      return run === undefined || own === undefined
        ? []
        : [{ name: runTitle(run), curves: own, style: styleOf(place) }];
    });
    return { loss: lossOverlay(drawn), accuracy: accuracyOverlay(drawn) };
  }, [shown, runs, curves]);
  if (shown.length === 0) return <EmptyState title={t("runs:noneShown")} />;
  return (
    <div className={styles.charts}>
      <Chart title={t("training:charts.loss")} summary="" lines={lines.loss} format={formatLoss} />
      <Chart
        title={t("runs:testAccuracy")}
        summary=""
        lines={lines.accuracy}
        format={(value) => `${Number((100 * value).toFixed(1))} %`}
      />
    </div>
  );
}
