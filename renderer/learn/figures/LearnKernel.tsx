/** Gradient descent finds the kernel from the image and its edges, step by step. */
import { useState } from "react";
import { type Descent, descend, startDescent } from "../../../engine/learn/descent.ts";
import { correlate } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Row } from "../parts/Figure.tsx";
import { LineChart } from "../parts/LineChart.tsx";
import { MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import { Transport } from "../parts/Transport.tsx";
import { formatValue } from "../parts/values.ts";
import { BAND, EDGE_KERNEL } from "./bookNumbers.ts";

const TARGET = correlate(BAND, EDGE_KERNEL);
const STEP_MS = 160;
/** Beyond this the curve has nothing more to say. */
const MOST_STEPS = 100;

const start = (seed: number): readonly Descent[] => [startDescent(BAND, TARGET, [1, 2], seed)];

export function LearnKernel() {
  const t = useT();
  const [seed, setSeed] = useState(1);
  const [tenths, setTenths] = useState(5);
  const [path, setPath] = useState<readonly Descent[]>(() => start(1));
  const now = path.at(-1) ?? startDescent(BAND, TARGET, [1, 2], seed);
  const [left = 0, right = 0] = now.kernel[0] ?? [];
  const distance = Math.max(Math.abs(left - 1), Math.abs(right + 1));
  useFact("learn-kernel.distance", distance);
  useFact("learn-kernel.step", now.step);
  const restart = (with_: number): void => {
    setSeed(with_);
    setPath(start(with_));
  };
  const next = (): void =>
    setPath((before) => {
      const last = before.at(-1);
      return last === undefined ? before : [...before, descend(BAND, TARGET, last, tenths / 10)];
    });
  const columnOf = (column: number) =>
    path.map(({ step, kernel }) => [step, kernel[0]?.[column] ?? 0] as const);
  const end = Math.max(20, now.step);
  return (
    <Figure
      title="learn:learnKernel.title"
      hint="learn:learnKernel.hint"
      controls={
        <>
          <Transport
            everyMs={STEP_MS}
            onPrevious={path.length > 1 ? () => setPath(path.slice(0, -1)) : null}
            onNext={now.step < MOST_STEPS ? next : null}
            onRestart={() => restart(seed)}
            said={t("learn:learnKernel.step", { step: now.step })}
          />
          <Slider
            label={t("learn:learnKernel.rate")}
            value={tenths}
            min={1}
            max={60}
            onChange={setTenths}
            shown={formatValue(tenths / 10)}
          />
          <Button onClick={() => restart(seed + 1)}>{t("learn:learnKernel.again")}</Button>
        </>
      }
    >
      <Row>
        <MatrixTable label={t("learn:learnKernel.kernel")} values={now.kernel} size="wide" />
        <MatrixTable
          label={t("learn:learnKernel.output")}
          values={correlate(BAND, now.kernel).slice(0, 1)}
          shaded
          size="wide"
        />
        <MatrixTable label={t("learn:learnKernel.target")} values={TARGET.slice(0, 1)} shaded size="small" />
      </Row>
      <Row>
        <LineChart
          label={t("learn:learnKernel.lossSaid", { loss: formatValue(now.loss), step: now.step })}
          lines={[
            {
              label: t("learn:learnKernel.loss"),
              color: "--accent",
              points: path.map(({ step, loss }) => [step, loss] as const),
            },
          ]}
          from={[0, 0]}
          to={[end, Math.max(path[0]?.loss ?? 1, 0.1)]}
        />
        <LineChart
          label={t("learn:learnKernel.kernelSaid", { left: formatValue(left), right: formatValue(right) })}
          lines={[
            { label: "K[0, 0]", color: "--family-convolution", points: columnOf(0) },
            { label: "K[0, 1]", color: "--family-activation", dashed: true, points: columnOf(1) },
          ]}
          from={[0, -1.5]}
          to={[end, 1.5]}
        />
      </Row>
    </Figure>
  );
}
