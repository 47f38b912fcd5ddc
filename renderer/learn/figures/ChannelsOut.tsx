/** Several kernels for the same input: their outputs are stacked, each is a channel. */
import { useState } from "react";
import { correlateStack, plus } from "../../../engine/learn/channels.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row } from "../parts/Figure.tsx";
import { MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import { FIRST_K, FIRST_X, SECOND_K, SECOND_X } from "./bookNumbers.ts";
import styles from "./Stack.module.css";

const KERNELS = [FIRST_K, SECOND_K];
const nameOf = (index: number): string => (index === 0 ? "K" : `K + ${index}`);

export function ChannelsOut() {
  const t = useT();
  const [count, setCount] = useState(3);
  const stack = Array.from({ length: count }, (_, index) => plus(KERNELS, index));
  const outputs = correlateStack([FIRST_X, SECOND_X], stack);
  useFact("channels.outputs", count);
  return (
    <Figure
      title="learn:channelsOut.title"
      hint="learn:channelsOut.hint"
      controls={
        <Slider label={t("learn:channelsOut.count")} value={count} min={1} max={4} onChange={setCount} />
      }
    >
      <div className={styles.stack}>
        {outputs.map((output, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
          <div key={index} className={styles.layer}>
            <p className={styles.name}>{nameOf(index)}</p>
            <Row>
              {(stack[index] ?? []).map((kernel, channel) => (
                <MatrixTable
                  // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
                  key={channel}
                  label={index === 0 ? `K[${channel}]` : `(${nameOf(index)})[${channel}]`}
                  values={kernel}
                  size="small"
                />
              ))}
            </Row>
            <MatrixTable label={`Y[${index}]`} values={output} />
          </div>
        ))}
      </div>
      <Line>
        Y = stack([corr2d_multi_in(X, k) for k in [{outputs.map((_, index) => nameOf(index)).join(", ")}]])
        <br />
        shape(Y) = {count}×2×2
      </Line>
    </Figure>
  );
}
