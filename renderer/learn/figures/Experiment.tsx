/** Two short runs, side by side: the curves and the figures of both. */
import { useEffect, useRef, useState } from "react";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { useServices } from "../../app/services.tsx";
import { createEngineClient, type EngineClient } from "../../engine/client.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { formatLoss, formatShare } from "../../training/numbers.ts";
import { Button } from "../../ui/Button.tsx";
import { formatCompact } from "../../ui/format.ts";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Row } from "../parts/Figure.tsx";
import { LineChart } from "../parts/LineChart.tsx";
import { Slider } from "../parts/Slider.tsx";
import { smoothed } from "./curves.ts";
import styles from "./Experiment.module.css";
import { EXPERIMENTS, type ExperimentId } from "./experiments.ts";
import { NOTHING_YET, type RunningExperiment, runExperiment, type SideResult } from "./runExperiment.ts";

type Status =
  | { readonly type: "idle" | "running" | "done" | "stopped" }
  | { readonly type: "failed"; readonly reason: string };

const COLORS = ["--family-convolution", "--family-activation"] as const;

interface ExperimentProps {
  readonly id: ExperimentId;
  /** The worker that computes; a test puts another one here. */
  readonly startEngine?: () => EngineClient;
}

export function Experiment({ id, startEngine = createEngineClient }: ExperimentProps) {
  const t = useT();
  const { documents } = useServices();
  const experiment = EXPERIMENTS[id];
  const [seed, setSeed] = useState(1);
  const [status, setStatus] = useState<Status>({ type: "idle" });
  const [results, setResults] = useState<readonly [SideResult, SideResult]>([NOTHING_YET, NOTHING_YET]);
  const running = useRef<RunningExperiment | null>(null);
  useEffect(() => () => running.current?.stop(), []);
  const sides = experiment.sides(seed);
  const names = [t(`learn:experiments.${id}.a`), t(`learn:experiments.${id}.b`)] as const;
  useFact("experiment.finished", results.every(({ done }) => done) ? 1 : 0);

  const run = (): void => {
    setResults([NOTHING_YET, NOTHING_YET]);
    setStatus({ type: "running" });
    const started = runExperiment(sides, {
      client: startEngine(),
      newRunId: () => crypto.randomUUID(),
      changed: (side, result) => setResults(([a, b]) => (side === 0 ? [result, b] : [a, result])),
    });
    running.current = started;
    started.finished.then(
      (whole) => setStatus({ type: whole ? "done" : "stopped" }),
      (error: unknown) =>
        setStatus({ type: "failed", reason: error instanceof Error ? error.message : String(error) }),
    );
  };
  const active = results[1].losses.length > 0 || results[0].done ? 1 : 0;
  const said = (): string => {
    if (status.type === "failed") return t("learn:experiment.failed", { reason: status.reason });
    if (status.type === "stopped") return t("learn:experiment.stopped");
    if (status.type !== "running") return "";
    if (results[0].losses.length === 0) return t("learn:experiment.starting");
    const { epochs } = sides[active].training;
    const epoch = Math.min(epochs, results[active].epochs.length + 1);
    return t("learn:experiment.running", { name: names[active], epoch, epochs });
  };
  return (
    <Figure
      title="learn:experiment.title"
      values={{ a: names[0], b: names[1] }}
      hint="learn:experiment.hint"
      hintValues={{ data: t(`learn:experiment.${experiment.data}`) }}
      controls={
        <>
          {status.type === "running" ? (
            <Button onClick={() => running.current?.stop()}>{t("learn:experiment.stop")}</Button>
          ) : (
            <Button variant="primary" onClick={run}>
              {t(status.type === "idle" ? "learn:experiment.run" : "learn:experiment.again")}
            </Button>
          )}
          {status.type === "running" ? null : (
            <Slider label={t("learn:experiment.seed")} value={seed} min={1} max={5} onChange={setSeed} />
          )}
          <span role="status">{said()}</span>
        </>
      }
    >
      <Row>
        <Curves names={names} results={results} what="loss" />
        <Curves names={names} results={results} what="accuracy" />
      </Row>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("learn:experiment.column")}</th>
            <th scope="col">{t("gallery:facts.parameters")}</th>
            <th scope="col">{t("learn:experiment.loss")}</th>
            <th scope="col">{t("learn:experiment.testLoss")}</th>
            <th scope="col">{t("learn:experiment.accuracy")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("learn:lesson.open")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((name, index) => {
            const side = index === 0 ? 0 : 1;
            const last = results[side].epochs.at(-1);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="numbers">{formatCompact(paramsOf(sides[side]))}</td>
                <td className="numbers">{last === undefined ? "–" : formatLoss(last.loss)}</td>
                <td className="numbers">
                  {last === undefined || last.testLoss === null ? "–" : formatLoss(last.testLoss)}
                </td>
                <td className="numbers">{formatShare(last?.testAccuracy ?? null)}</td>
                <td>
                  <Button
                    size="small"
                    variant="quiet"
                    onClick={() => documents.open(sides[side], { title: name })}
                  >
                    {t("learn:experiment.openOne", { name })}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Figure>
  );
}

const paramsOf = (document: Parameters<ReturnType<typeof createAnalyser>["analyse"]>[0]): number =>
  createAnalyser().analyse(document).totals.params;

interface CurvesProps {
  readonly names: readonly [string, string];
  readonly results: readonly [SideResult, SideResult];
  readonly what: "loss" | "accuracy";
}

function Curves({ names, results, what }: CurvesProps) {
  const t = useT();
  const lines = names.map((label, index) => {
    const { epochs, losses } = results[index === 0 ? 0 : 1];
    const points =
      what === "loss"
        ? smoothed(losses)
        : epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy ?? Number.NaN] as const);
    return { label, color: COLORS[index === 0 ? 0 : 1], dashed: index === 1, points };
  });
  const all = lines.flatMap(({ points }) => points);
  const right = Math.max(what === "loss" ? 10 : 2, ...all.map(([x]) => x));
  const top = what === "loss" ? Math.max(2.5, ...all.slice(0, 5).map(([, y]) => y)) : 1;
  const title = t(what === "loss" ? "learn:experiment.loss" : "learn:experiment.accuracy");
  return (
    <div className={styles.chart}>
      <p className={styles.title}>{title}</p>
      <LineChart
        label={`${title}: ${lines
          .map(({ label, points }) => `${label} ${points.at(-1)?.[1].toFixed(3) ?? "–"}`)
          .join(", ")}`}
        lines={lines}
        from={[what === "loss" ? 0 : 1, 0]}
        to={[right, Math.min(5, top)]}
      />
    </div>
  );
}
