import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { callOf } from "../../engine/document/commands/index.ts";
import type { RatePoint } from "../../engine/worker/values.ts";
import { useActive, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Chart } from "./Chart.tsx";
import { formatLoss, formatRate } from "./numbers.ts";
import styles from "./TrainPanel.module.css";
import { isLive } from "./types.ts";

/** A learning-rate range test: the loss over a rate that grows from step to step. */
export function RateFinder() {
  const t = useT();
  const { training, engine } = useServices();
  const live = useStore(training, ({ run }) => isLive(run));
  const source = useActive((tab) => tab.history.present.training.data);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" disabled={live || source === ""} onClick={() => setOpen(true)}>
        {t("training:finder.open")}
      </Button>
      <Dialog
        open={open}
        title={t("training:finder.title")}
        description={t("training:finder.detail")}
        closeLabel={t("app:cancel")}
        onClose={() => {
          setOpen(false);
          void engine.call("stopFinding", null);
        }}
      >
        {open ? <Search onTaken={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Search({ onTaken }: { readonly onTaken: () => void }) {
  const t = useT();
  const { documents, engine, notices, training } = useServices();
  const [points, setPoints] = useState<readonly RatePoint[]>([]);
  const [suggestion, setSuggestion] = useState<number | null>(null);
  const [busy, setBusy] = useState(true);
  const document = useActive((tab) => tab.history.present);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one search for each time the dialog opens
  useEffect(() => {
    const stop = engine.listen((event) => {
      if (event.type === "rate") setPoints((before) => [...before, event.point]);
    });
    const search = async (): Promise<void> => {
      if (document === null) return;
      if (!(await training.openBackend()) || !(await training.openSource(document.training.data))) return;
      const found = await engine.call("findRate", { document });
      if (found.ok) setSuggestion(found.value.suggestion);
      else for (const problem of found.problems) notices.problem(problem);
    };
    search()
      .catch((error: unknown) =>
        notices.show({ tone: "bad", content: { title: t("training:finder.failed"), detail: String(error) } }),
      )
      .finally(() => setBusy(false));
    return stop;
  }, []);
  const x = points.map(({ learningRate }) => Math.log10(learningRate));
  return (
    <div className={styles.finder}>
      <div className={styles.finderChart}>
        <Chart
          title={t("training:charts.loss")}
          summary={
            suggestion === null ? "" : t("training:finder.suggestion", { rate: formatRate(suggestion) })
          }
          format={formatLoss}
          formatX={(power) => formatRate(10 ** power)}
          lines={[
            {
              label: t("training:charts.step"),
              color: "--accent",
              faint: true,
              points: false,
              x,
              y: points.map(({ loss }) => loss),
            },
            {
              label: t("training:charts.smoothed"),
              color: "--accent",
              points: false,
              x,
              y: points.map(({ smoothed }) => smoothed),
            },
          ]}
        />
      </div>
      <p className={styles.hint} role="status">
        {busy ? t("training:finder.busy", { count: points.length }) : t("training:finder.axis")}
      </p>
      {suggestion === null ? null : (
        <Button
          variant="primary"
          onClick={() => {
            const lr = Number(suggestion.toPrecision(2));
            documents.dispatch([callOf("set-training", { training: { optimizer: { lr } } })]);
            onTaken();
          }}
        >
          {t("training:finder.take", { rate: formatRate(Number(suggestion.toPrecision(2))) })}
        </Button>
      )}
    </div>
  );
}
