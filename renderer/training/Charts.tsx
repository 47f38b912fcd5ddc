import { useMemo, useState } from "react";
import { useServices, useUi } from "../app/services.tsx";
import type { Translate } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import type { CurveAxis } from "../state/uiSettings.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { Switch } from "../ui/Switch.tsx";
import { Chart, type ChartLine } from "./Chart.tsx";
import { HealthLights } from "./HealthLights.tsx";
import { Labelled } from "./Labelled.tsx";
import { formatLoss, formatRate, formatShare } from "./numbers.ts";
import { inUnits, type StepSeries, smooth, stepsPerEpoch, thin, type Zoom } from "./series.ts";
import styles from "./TrainPanel.module.css";
import type { ShownRun } from "./types.ts";

const BUCKETS = 600;

/** Steps of one mark of the horizontal axis: 1 by step. */
const unitOf = ({ epochs, totalSteps, document }: ShownRun, axis: CurveAxis): number =>
  axis === "step" ? 1 : stepsPerEpoch(epochs, totalSteps, document.training.epochs);

const inSteps = (zoom: Zoom, unit: number): Zoom => (zoom === null ? null : [zoom[0] * unit, zoom[1] * unit]);

/** `thin` in steps, drawn in units of the axis. */
function course(steps: StepSeries, y: Float64Array, unit: number, zoom: Zoom): Pick<ChartLine, "x" | "y"> {
  const part = thin(steps.step, y, steps.length, BUCKETS, inSteps(zoom, unit));
  return { x: inUnits(part.x, unit), y: part.y };
}

interface Drawing {
  readonly unit: number;
  /** In units of the axis. */
  readonly zoom: Zoom;
  readonly t: Translate;
}

/** Every step faintly, their smoothed course, and the test part once an epoch. */
function lossLines(run: ShownRun, keep: number, { unit, zoom, t }: Drawing): readonly ChartLine[] {
  const { steps, epochs } = run;
  const raw = course(steps, steps.loss, unit, zoom);
  const smoothed = course(steps, smooth(steps.loss, steps.length, keep), unit, zoom);
  const tested = epochs.filter(({ testLoss }) => testLoss !== null);
  return [
    { label: t("training:charts.step"), color: "--accent", faint: true, points: false, ...raw },
    { label: t("training:charts.train"), color: "--accent", points: false, ...smoothed },
    {
      label: t("training:charts.test"),
      color: "--family-activation",
      dashed: true,
      points: tested.length < 40,
      x: tested.map(({ step }) => step / unit),
      y: tested.map(({ testLoss }) => testLoss),
    },
  ];
}

function accuracyLines({ epochs }: ShownRun, { unit, t }: Drawing): readonly ChartLine[] {
  const x = epochs.map(({ step }) => step / unit);
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

function rateLines({ steps }: ShownRun, { unit, t }: Drawing): readonly ChartLine[] {
  const rate = course(steps, steps.learningRate, unit, null);
  return [{ label: t("training:charts.learningRate"), color: "--family-dense", points: false, ...rate }];
}

const SMOOTHING = 0.9;

export function Charts({ run }: { readonly run: ShownRun | null }) {
  const t = useT();
  const { ui } = useServices();
  const axis = useUi((settings) => settings.curveAxis);
  const logarithmic = useUi((settings) => settings.curveLogarithmic);
  const smoothed = useUi((settings) => settings.curveSmoothing);
  const [second, setSecond] = useState<"accuracy" | "learningRate">("accuracy");
  const [zoomed, setZoomed] = useState<{ readonly of: string; readonly zoom: Zoom } | null>(null);
  const zoomable = `${run?.id}/${axis}`;
  const zoom = zoomed !== null && zoomed.of === zoomable ? zoomed.zoom : null;
  // The arrays grow in place: `version` says that there is more in them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const lines = useMemo(() => {
    if (run === null) return null;
    const drawing = { unit: unitOf(run, axis), zoom, t };
    return {
      loss: lossLines(run, smoothed ? SMOOTHING : 0, drawing),
      accuracy: accuracyLines(run, drawing),
      rate: rateLines(run, drawing),
    };
  }, [run?.id, run?.version, run?.epochs, smoothed, axis, zoom, t]);
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
          key={`loss-${axis}`}
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
          onZoom={(next) => setZoomed({ of: zoomable, zoom: next })}
        />
        {classification && second === "accuracy" ? (
          <Chart
            key={`accuracy-${axis}`}
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
            key={`rate-${axis}`}
            title={t("training:charts.learningRate")}
            summary={formatRate(run.learningRate)}
            lines={lines.rate}
            format={formatRate}
          />
        )}
      </div>
      <div className={styles.chartOptions}>
        <Labelled label={t("training:charts.smoothing")}>
          {(id) => (
            <Switch id={id} checked={smoothed} onChange={(curveSmoothing) => ui.update({ curveSmoothing })} />
          )}
        </Labelled>
        <Labelled label={t("training:charts.log")}>
          {(id) => (
            <Switch
              id={id}
              checked={logarithmic}
              onChange={(curveLogarithmic) => ui.update({ curveLogarithmic })}
            />
          )}
        </Labelled>
        <Segmented
          label={t("training:charts.axis")}
          value={axis}
          options={[
            { value: "step", label: t("training:charts.byStep") },
            { value: "epoch", label: t("training:charts.byEpoch") },
          ]}
          onChange={(curveAxis) => ui.update({ curveAxis })}
        />
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
