/** A 1×1 convolution beside a dense layer that reads each pixel's channels as a vector. */
import { useState } from "react";
import { densePerPixel, oneByOne } from "../../../engine/learn/channels.ts";
import { type Matrix, sameMatrix, valueAt, withCell } from "../../../engine/learn/matrix.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Pill } from "../../ui/Pill.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { formatProduct, formatValue } from "../parts/values.ts";
import { FIRST_X, SECOND_X } from "./bookNumbers.ts";

const CHANNELS: readonly Matrix[] = [
  FIRST_X,
  SECOND_X,
  [
    [1, 0, 1],
    [0, 2, 0],
    [1, 0, 1],
  ],
];
const WEIGHTS: Matrix = [
  [1, -1, 2],
  [0, 1, -2],
];

export function OneByOne() {
  const t = useT();
  const [channels, setChannels] = useState(CHANNELS);
  const [weights, setWeights] = useState(WEIGHTS);
  const [chosen, setChosen] = useState<Cell>([1, 1]);
  const [row, column] = chosen;
  const convolved = oneByOne(channels, weights);
  const dense = densePerPixel(channels, weights);
  const equal = convolved.every((map, index) => sameMatrix(map, dense[index] ?? [], 1e-9));
  useFact("one-by-one.changed", sameMatrix(weights, WEIGHTS) ? 0 : 1);
  const pixel = channels.map((channel) => valueAt(channel, row, column));
  const isPixel = (r: number, c: number): boolean => r === row && c === column;
  return (
    <Figure title="learn:oneByOne.title" hint="learn:oneByOne.hint">
      <Row>
        {channels.map((channel, index) => (
          <MatrixTable
            // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
            key={index}
            label={`X[${index}]`}
            values={channel}
            onEdit={(r, c, value) =>
              setChannels(channels.map((map, at) => (at === index ? withCell(map, r, c, value) : map)))
            }
            marked={isPixel}
          />
        ))}
        <Sign>·</Sign>
        <MatrixTable
          label="W"
          values={weights}
          onEdit={(r, c, value) => setWeights(withCell(weights, r, c, value))}
        />
      </Row>
      <Row>
        {convolved.map((map, index) => (
          <MatrixTable
            // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
            key={index}
            label={t("learn:oneByOne.convolved", { channel: index })}
            values={map}
            chosen={chosen}
            onChoose={(r, c) => setChosen([r, c])}
          />
        ))}
        <Sign>=</Sign>
        {dense.map((map, index) => (
          <MatrixTable
            // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
            key={index}
            label={t("learn:oneByOne.dense", { channel: index })}
            values={map}
            marked={isPixel}
          />
        ))}
      </Row>
      <Line>
        {weights.map((line, index) => (
          <div key={line.join(",").concat(String(index))}>
            Y[{index}, {row}, {column}] ={" "}
            {line.map((weight, at) => formatProduct(weight, pixel[at] ?? 0)).join(" + ")} ={" "}
            <strong>{formatValue(valueAt(dense[index] ?? [], row, column))}</strong>
          </div>
        ))}
      </Line>
      <div aria-live="polite">
        <Pill tone={equal ? "good" : "bad"}>
          {t(equal ? "learn:oneByOne.equal" : "learn:oneByOne.differs")}
        </Pill>
      </div>
    </Figure>
  );
}
