/** Scores of three classes, the loss they cost, and the way down: by hand, or step by step. */
import { useState } from "react";
import { type LossKind, lossAt, softmax } from "../../../engine/learn/loss.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row } from "../parts/Figure.tsx";
import { MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import { formatValue } from "../parts/values.ts";
import styles from "./WhyNotDense.module.css";

const BEGINNING: readonly number[] = [2, 1, -1];
const RATE = 1;
const KINDS = ["cross-entropy", "mse"] as const satisfies readonly LossKind[];
const rounded = (values: readonly number[]): readonly number[] =>
  values.map((value) => Math.round(1000 * value) / 1000);

export function Loss() {
  const t = useT();
  const [scores, setScores] = useState(BEGINNING);
  const [label, setLabel] = useState(1);
  const [kind, setKind] = useState<LossKind>("cross-entropy");
  const { loss, gradient } = lossAt(kind, scores, label);
  const probabilities = softmax(scores);
  useFact("loss.value", loss);
  useFact("loss.probability", probabilities[label] ?? 0);
  const step = (): void =>
    setScores(scores.map((score, index) => Math.max(-5, Math.min(5, score - RATE * (gradient[index] ?? 0)))));
  const classes = [0, 1, 2].map((index) => ({
    value: String(index),
    label: t("learn:loss.class", { index }),
  }));
  return (
    <Figure
      title="learn:loss.title"
      hint="learn:loss.hint"
      controls={
        <>
          <div className={styles.sliders}>
            {scores.map((score, index) => (
              <Slider
                // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place
                key={index}
                label={t("learn:loss.score", { index })}
                value={Math.round(10 * score)}
                min={-50}
                max={50}
                onChange={(tenths) => setScores(scores.map((old, at) => (at === index ? tenths / 10 : old)))}
                shown={formatValue(Math.round(10 * score) / 10)}
              />
            ))}
          </div>
          <Segmented
            label={t("learn:loss.truth")}
            value={String(label)}
            options={classes}
            onChange={(next) => setLabel(Number(next))}
          />
          <Segmented
            label={t("learn:loss.kind")}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`learn:loss.${value}`) }))}
            onChange={setKind}
          />
          <Button onClick={step}>{t("learn:loss.step")}</Button>
          <Button variant="quiet" onClick={() => setScores(BEGINNING)}>
            {t("learn:reset")}
          </Button>
        </>
      }
    >
      <Row>
        <MatrixTable label={t("learn:loss.scores")} values={[rounded(scores)]} shaded size="wide" />
        <MatrixTable
          label={t("learn:loss.probabilities")}
          values={[rounded(probabilities)]}
          shaded
          size="wide"
          marked={(_, column) => column === label}
        />
        <MatrixTable label={t("learn:loss.gradient")} values={[rounded(gradient)]} shaded size="wide" />
      </Row>
      <div aria-live="polite">
        <Line strong>
          {kind === "cross-entropy"
            ? `L = −ln ${formatValue(probabilities[label] ?? 0)} = `
            : `L = (${scores
                .map(
                  (score, at) => `(${formatValue(Math.round(100 * score) / 100)} − ${at === label ? 1 : 0})²`,
                )
                .join(" + ")}) / ${scores.length} = `}
          <strong>{formatValue(loss)}</strong>
        </Line>
      </div>
    </Figure>
  );
}
