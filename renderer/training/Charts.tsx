import { useMemo, useState } from "react";
import type { Translate } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { Switch } from "../ui/Switch.tsx";
import { Chart, type ChartLine } from "./Chart.tsx";
import { HealthLights } from "./HealthLights.tsx";
import { Labelled } from "./Labelled.tsx";
import { formatLoss, formatRate, formatShare } from "./numbers.ts";
import { smooth, thin, type Zoom } from "./series.ts";
import styles from "./TrainPanel.module.css";
import type { ShownRun } from "./types.ts";

const BUCKETS = 600;

/** Every step faintly, their smoothed course, and the test part once an epoch. */
function lossLines(run: ShownRun, keep: number, zoom: Zoom, t: Translate): readonly ChartLine[] {
  const { steps, epochs } = run;
  const raw = thin(steps.step, steps.loss, steps.length, BUCKETS, zoom);
  const smoothed = smooth(steps.loss, steps.length, keep);
  const course = thin(steps.step, smoothed, steps.length, BUCKETS, zoom);
  const tested = epochs.filter(({ testLoss }) => testLoss !== null);
  return [
    { label: t("training:charts.step"), color: "--accent", faint: true, points: false, ...raw },
    { label: t("training:charts.train"), color: "--accent", points: false, ...course },
    {
      label: t("training:charts.test"),
      color: "--family-activation",
      dashed: true,
      points: tested.length < 40,
      x: tested.map(({ step }) => step),
      y: tested.map(({ testLoss }) => testLoss),
    },
  ];
}

function accuracyLines({ epochs }: ShownRun, t: Translate): readonly ChartLine[] {
  const x = epochs.map(({ step }) => step);
  const points = epochs.length < 40;
  return [
    {
      label: t("training:charts.train"),
      color: "--accent",
      points,
      x,
      y: epochs.map((row) => row.trainAccuracy),
    },
    {
      label: t("training:charts.test"),
      color: "--family-activation",
      dashed: true,
      points,
      x,
      y: epochs.map((row) => row.testAccuracy),
    },
  ];
}

function rateLines({ steps }: ShownRun, t: Translate): readonly ChartLine[] {
  const { x, y } = thin(steps.step, steps.learningRate, steps.length, BUCKETS);
  return [{ label: t("training:charts.learningRate"), color: "--family-dense", points: false, x, y }];
}

const SMOOTHING = 0.9;

export function Charts({ run }: { readonly run: ShownRun | null }) {
  const t = useT();
  const [logarithmic, setLogarithmic] = useState(false);
  const [smoothed, setSmoothed] = useState(true);
  const [second, setSecond] = useState<"accuracy" | "learningRate">("accuracy");
  const [zoomed, setZoomed] = useState<{ readonly id: string; readonly zoom: Zoom } | null>(null);
  const zoom = zoomed !== null && zoomed.id === run?.id ? zoomed.zoom : null;
  // The arrays grow in place: `version` says that there is more in them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const lines = useMemo(
    () =>
      run === null
        ? null
        : {
            loss: lossLines(run, smoothed ? SMOOTHING : 0, zoom, t),
            accuracy: accuracyLines(run, t),
            rate: rateLines(run, t),
          },
    [run?.id, run?.version, run?.epochs, smoothed, zoom, t],
  );
  if (run === null || lines === null) {
    return <EmptyState title={t("training:charts.empty")} detail={t("training:charts.emptyHint")} />;
  }
  const last = run.epochs.at(-1);
  const classification = run.epochs.some((row) => row.trainAccuracy !== null);
  const both = (train: string, test: string): string =>
    `${t("training:charts.train")} ${train} · ${t("training:charts.test")} ${test}`;
  return (
    <div className={styles.charts}>
      <div className={styles.plots} title={t("training:charts.reset")}>
        <Chart
          title={t("training:charts.loss")}
          summary={
            last === undefined
              ? ""
              : both(formatLoss(last.loss), last.testLoss === null ? "–" : formatLoss(last.testLoss))
          }
          lines={lines.loss}
          logarithmic={logarithmic}
          format={formatLoss}
          zoom={zoom}
          onZoom={(next) => setZoomed({ id: run.id, zoom: next })}
        />
        {classification && second === "accuracy" ? (
          <Chart
            title={t("training:charts.accuracy")}
            summary={
              last === undefined ? "" : both(formatShare(last.trainAccuracy), formatShare(last.testAccuracy))
            }
            lines={lines.accuracy}
            range={[0, 1]}
            format={(value) => `${Math.round(100 * value)} %`}
          />
        ) : (
          <Chart
            title={t("training:charts.learningRate")}
            summary={formatRate(run.learningRate)}
            lines={lines.rate}
            format={formatRate}
          />
        )}
      </div>
      <div className={styles.chartOptions}>
        <Labelled label={t("training:charts.smoothing")}>
          {(id) => <Switch id={id} checked={smoothed} onChange={setSmoothed} />}
        </Labelled>
        <Labelled label={t("training:charts.log")}>
          {(id) => <Switch id={id} checked={logarithmic} onChange={setLogarithmic} />}
        </Labelled>
        {classification ? (
          <Segmented
            label={t("training:charts.second")}
            value={second}
            options={[
              { value: "accuracy", label: t("training:charts.accuracy") },
              { value: "learningRate", label: t("training:charts.learningRate") },
            ]}
            onChange={setSecond}
          />
        ) : null}
        <HealthLights run={run} />
      </div>
    </div>
  );
}
