/** Two channels in: each under its own kernel, then the sum. */
import { useState } from "react";
import { correlateChannels } from "../../../engine/learn/channels.ts";
import { type Matrix, valueAt, withCell } from "../../../engine/learn/matrix.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { formatValue } from "../parts/values.ts";
import { FIRST_K, FIRST_X, SECOND_K, SECOND_X } from "./bookNumbers.ts";

const edited = (list: readonly Matrix[], index: number, r: number, c: number, value: number) =>
  list.map((matrix, at) => (at === index ? withCell(matrix, r, c, value) : matrix));

export function ChannelsIn() {
  const t = useT();
  const [inputs, setInputs] = useState<readonly Matrix[]>([FIRST_X, SECOND_X]);
  const [kernels, setKernels] = useState<readonly Matrix[]>([FIRST_K, SECOND_K]);
  const [chosen, setChosen] = useState<Cell>([0, 0]);
  const { parts, sum } = correlateChannels(inputs, kernels);
  const [row, column] = chosen;
  useFact("channels.corner", valueAt(sum, 0, 0));
  const marked = (r: number, c: number): boolean => r >= row && r < row + 2 && c >= column && c < column + 2;
  return (
    <Figure title="learn:channelsIn.title" hint="learn:channelsIn.hint">
      {inputs.map((input, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
        <Row key={index}>
          <MatrixTable
            label={`X[${index}]`}
            values={input}
            onEdit={(r, c, value) => setInputs(edited(inputs, index, r, c, value))}
            marked={marked}
          />
          <Sign>∗</Sign>
          <MatrixTable
            label={`K[${index}]`}
            values={kernels[index] ?? []}
            onEdit={(r, c, value) => setKernels(edited(kernels, index, r, c, value))}
          />
          <Sign>=</Sign>
          <MatrixTable
            label={t("learn:channelsIn.part", { channel: index })}
            values={parts[index] ?? []}
            marked={(r, c) => r === row && c === column}
          />
        </Row>
      ))}
      <Row>
        <MatrixTable
          label={t("learn:channelsIn.sum")}
          values={sum}
          chosen={chosen}
          onChoose={(r, c) => setChosen([r, c])}
        />
      </Row>
      <Line strong>
        {parts.map((part) => formatValue(valueAt(part, row, column))).join(" + ")} ={" "}
        <strong>{formatValue(valueAt(sum, row, column))}</strong>
      </Line>
      <Line>Y = add_n([corr2d(x, k) for x, k in zip(X, K)])</Line>
    </Figure>
  );
}
