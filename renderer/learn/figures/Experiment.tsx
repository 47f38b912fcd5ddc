/** Two short runs, side by side: the curves and the figures of both. */
import { useEffect, useMemo, useRef, useState } from "react";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { useServices } from "../../app/services.tsx";
import { createEngineClient, type EngineClient } from "../../engine/client.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { formatLoss, formatShare } from "../../training/numbers.ts";
import { Button } from "../../ui/Button.tsx";
import { formatCompact } from "../../ui/format.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Row } from "../parts/Figure.tsx";
import { LineChart } from "../parts/LineChart.tsx";
import { Slider } from "../parts/Slider.tsx";
import { smoothed } from "./curves.ts";
import styles from "./Experiment.module.css";
import type { Choice, Outcome } from "./experiments/types.ts";
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
  const [choice, setChoice] = useState<Choice | undefined>(experiment.choices[0]);
  const labelOf = ({ id: name, label }: Choice): string => (label === undefined ? name : t(label));
  const sides = useMemo(() => experiment.sides(seed, choice), [experiment, seed, choice]);
  const value = choice === undefined ? "" : labelOf(choice);
  const names = [t(`learn:experiments.${id}.a`), t(`learn:experiments.${id}.b`, { value })] as const;
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
  /** What was measured belongs to the settings it was measured with. */
  const clearing =
    <T,>(set: (next: T) => void) =>
    (next: T): void => {
      setResults([NOTHING_YET, NOTHING_YET]);
      setStatus({ type: "idle" });
      set(next);
    };
  const outcomes = [outcomeOf(results[0], sides[0]), outcomeOf(results[1], sides[1])] as const;
  const [a, b] = outcomes;
  const shown = choice === experiment.choices[0] && a !== null && b !== null ? experiment.shows(a, b) : null;
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
            <Slider
              label={t("learn:experiment.seed")}
              value={seed}
              min={1}
              max={5}
              onChange={clearing(setSeed)}
            />
          )}
          {status.type === "running" || choice === undefined ? null : (
            <Segmented
              label={t("learn:experiment.choice")}
              value={choice.id}
              options={experiment.choices.map((one) => ({ value: one.id, label: labelOf(one) }))}
              onChange={(next) =>
                clearing(setChoice)(experiment.choices.find(({ id: name }) => name === next))
              }
            />
          )}
          <span role="status">{said()}</span>
        </>
      }
    >
      <p className={styles.point}>
        {t("learn:experiment.lookFor", { point: t(`learn:experiments.${id}.point`) })}{" "}
        {shown === null ? null : (
          <strong>{t(shown ? "learn:experiment.seen" : "learn:experiment.unseen")}</strong>
        )}
      </p>
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

/** `null` until the side is trained to its end. */
function outcomeOf({ done, epochs }: SideResult, document: GraphDocument): Outcome | null {
  const last = epochs.at(-1);
  if (!done || last === undefined || last.testLoss === null || last.testAccuracy === null) return null;
  return {
    loss: last.loss,
    testLoss: last.testLoss,
    testAccuracy: last.testAccuracy,
    params: paramsOf(document),
  };
}

const paramsOf = (document: GraphDocument): number => createAnalyser().analyse(document).totals.params;

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
