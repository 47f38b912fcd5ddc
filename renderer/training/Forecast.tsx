import { useState } from "react";
import { useStore } from "zustand";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { TimingReply } from "../../engine/worker/values.ts";
import { useActive, useAnalysis, useServices } from "../app/services.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { formatBytes, formatCompact } from "../ui/format.ts";
import { formatTime } from "./numbers.ts";
import styles from "./TrainPanel.module.css";
import { isLive } from "./types.ts";

/** What a run would need, before it starts. The time is known once steps were measured on this device. */
export function Forecast() {
  const t = useT();
  const { engine, training, notices } = useServices();
  const document = useActive((tab) => tab.history.present);
  const data = useStore(training, (state) => state.data);
  const live = useStore(training, ({ run }) => isLive(run));
  const totals = useAnalysis((analysis) => analysis.totals);
  const [timing, setTiming] = useState<{ readonly of: string; readonly reply: TimingReply } | null>(null);
  const [busy, setBusy] = useState(false);
  const key = document === null ? null : keyOf(document);
  const { value } = useCall("forecast", key, () => ({ document: document as GraphDocument }));
  if (document === null || value === null || !value.ok) return null;
  const { totalBytes, fittingBatchSize, limitBytes } = value.value;
  const { batchSize, epochs, data: source } = document.training;
  const samples = data?.source === source ? data.trainCount : null;
  const steps = samples === null ? null : Math.ceil(samples / batchSize);
  const measured = timing !== null && timing.of === key ? timing.reply : null;
  const epochMs =
    measured === null || samples === null ? null : (measured.stepMs * samples) / measured.batchSize;
  const measure = async (): Promise<void> => {
    setBusy(true);
    try {
      if (!(await training.openBackend()) || !(await training.openSource(source))) return;
      const reply = await engine.call("timeSteps", { document });
      if (reply.ok) setTiming({ of: keyOf(document), reply: reply.value });
      else for (const problem of reply.problems) notices.problem(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.forecast}>
      <dl>
        <dt>{t("training:forecast.size")}</dt>
        <dd>
          {totals === null
            ? "–"
            : t("app:bar.totals", {
                params: formatCompact(totals.params),
                macs: formatCompact(totals.macs),
              })}
        </dd>
        <dt>{t("training:forecast.memory")}</dt>
        <dd className={totalBytes > limitBytes ? styles.tooMuch : undefined}>{formatBytes(totalBytes)}</dd>
        <dt>{t("training:forecast.fitting", { limit: formatBytes(limitBytes) })}</dt>
        <dd>{fittingBatchSize}</dd>
        <dt>{t("training:forecast.steps")}</dt>
        <dd>{steps ?? "–"}</dd>
        <dt>{t("training:forecast.epoch")}</dt>
        <dd>
          {epochMs === null
            ? "–"
            : t("training:forecast.both", {
                epoch: formatTime(epochMs, t),
                run: formatTime(epochMs * epochs, t),
              })}
        </dd>
      </dl>
      <Button size="small" disabled={busy || live || source === ""} onClick={() => void measure()}>
        {t(busy ? "training:forecast.measuring" : "training:forecast.measure")}
      </Button>
    </div>
  );
}

/** What the forecast depends on. */
const keyOf = ({ graph, blocks, variables, training }: GraphDocument): string => {
  const { batchSize, optimizer } = training;
  return JSON.stringify([
    graph,
    blocks,
    variables,
    batchSize,
    optimizer.type,
    optimizer.momentum,
    training.data,
  ]);
};
