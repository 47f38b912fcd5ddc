/** How many weights a dense layer over an image takes, beside a convolution. */
import { useState } from "react";
import { bytesOf, convWeights, denseWeights } from "../../../engine/learn/weights.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line } from "../parts/Figure.tsx";
import { Slider } from "../parts/Slider.tsx";
import { formatDecimalBytes, formatInteger } from "../parts/values.ts";
import styles from "./WhyNotDense.module.css";

/** Widths of the bars by the logarithm, from 10 bytes to 100 GB. */
const barWidth = (bytes: number): string =>
  `${Math.max(1, Math.min(100, ((Math.log10(bytes) - 1) / 10) * 100)).toFixed(1)}%`;

export function WhyNotDense() {
  const t = useT();
  const [side, setSide] = useState(1000);
  const [channels, setChannels] = useState(3);
  const [units, setUnits] = useState(256);
  const [kernel, setKernel] = useState(3);
  const inputs = side * side * channels;
  const dense = denseWeights(inputs, units);
  const conv = convWeights(channels, units, kernel);
  useFact("why-not-dense.bytes", bytesOf(dense));
  const bars = [
    {
      name: t("learn:whyNotDense.dense"),
      weights: dense,
      sum: `${formatInteger(side)}×${formatInteger(side)}×${channels}×${units}`,
      color: "--family-dense",
    },
    {
      name: t("learn:whyNotDense.conv"),
      weights: conv,
      sum: `${kernel}×${kernel}×${channels}×${units}`,
      color: "--family-convolution",
    },
  ];
  return (
    <Figure
      title="learn:whyNotDense.title"
      hint="learn:whyNotDense.hint"
      controls={
        <div className={styles.sliders}>
          <Slider
            label={t("learn:whyNotDense.side")}
            value={side}
            min={100}
            max={2000}
            step={100}
            onChange={setSide}
          />
          <Slider
            label={t("learn:whyNotDense.channels")}
            value={channels}
            min={1}
            max={3}
            onChange={setChannels}
          />
          <Slider
            label={t("learn:whyNotDense.units")}
            value={units}
            min={16}
            max={1024}
            step={16}
            onChange={setUnits}
          />
          <Slider
            label={t("learn:whyNotDense.kernel")}
            value={kernel}
            min={1}
            max={11}
            step={2}
            onChange={setKernel}
          />
        </div>
      }
    >
      {bars.map(({ name, weights, sum, color }) => (
        <div key={name} className={styles.bar}>
          <p className={styles.name}>
            {name} <strong className="numbers">{formatDecimalBytes(bytesOf(weights))}</strong>
          </p>
          <div
            className={styles.fill}
            style={{ width: barWidth(bytesOf(weights)), background: `var(${color})` }}
          />
          <Line>
            {sum} = <strong>{formatInteger(weights)}</strong>
          </Line>
        </div>
      ))}
      <p className={styles.note}>{t("learn:whyNotDense.scale")}</p>
    </Figure>
  );
}
