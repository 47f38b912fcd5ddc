import { Gauge } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { RunSummary } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { RunSelect } from "../inspect/RunSelect.tsx";
import { useReady } from "../inspect/useReady.ts";
import { useSubject } from "../inspect/useSubject.ts";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Calibration } from "./Calibration.tsx";
import { CellImages } from "./CellImages.tsx";
import { ClassTable } from "./ClassTable.tsx";
import { ConfusionMatrix } from "./ConfusionMatrix.tsx";
import type { Cell } from "./cells.ts";
import styles from "./EvaluatePanel.module.css";

/** How well a run does on its test part, down to the single image. */
export function EvaluatePanel() {
  const t = useT();
  const subject = useSubject();
  if (subject === null || subject.run === null) {
    return <EmptyState title={t("lookInside:noRun")} detail={t("evaluate:noRunHint")} />;
  }
  return <Evaluate run={subject.run} weights={subject.weights} />;
}

function Evaluate({ run, weights }: { readonly run: RunSummary; readonly weights: string }) {
  const t = useT();
  const { evaluation } = useServices();
  const ready = useReady(run.source);
  const { report, of, busy, progress, problems, error } = useStore(evaluation);
  const [cell, setCell] = useState<Cell | null>(null);
  const shown = of?.startsWith(`${run.id}/`) === true ? report : null;
  return (
    <div className={styles.panel}>
      <div className={styles.side}>
        <div className={styles.head}>
          <RunSelect value={run.id} />
          <Button
            size="small"
            variant={shown === null ? "primary" : "plain"}
            icon={<Gauge size={13} />}
            disabled={!ready || busy}
            onClick={() => void evaluation.evaluate(run.id, weights)}
          >
            {t(shown === null ? "evaluate:start" : "evaluate:again")}
          </Button>
        </div>
        {ready ? null : <p className={styles.hint}>{t("lookInside:otherData", { source: run.source })}</p>}
        {progress === null ? null : (
          <progress
            className={styles.progress}
            max={progress.total}
            value={progress.done}
            aria-label={t("evaluate:title")}
          />
        )}
        <ProblemNotes problems={problems} />
        {error === null ? null : <p role="alert">{error}</p>}
        {shown === null || of === weights ? null : <p className={styles.hint}>{t("evaluate:older")}</p>}
        {shown === null ? <p className={styles.hint}>{t("evaluate:hint")}</p> : <ClassTable report={shown} />}
      </div>
      {shown === null || shown.perClass.length === 0 ? null : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={styles.middle} tabIndex={0} aria-label={t("evaluate:matrix")}>
            <ConfusionMatrix report={shown} classes={run.classes} cell={cell} onCell={setCell} />
          </section>
          {cell === null ? (
            <Calibration report={shown} />
          ) : (
            <CellImages
              key={`${of}/${cell.truth}/${cell.answer}`}
              report={shown}
              classes={run.classes}
              cell={cell}
              of={of ?? ""}
            />
          )}
        </>
      )}
    </div>
  );
}
