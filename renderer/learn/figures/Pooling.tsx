/** Maximum and average pooling of every channel by itself, with padding and stride. */
import { useState } from "react";
import { type Matrix, mapMatrix, valueAt, withCell } from "../../../engine/learn/matrix.ts";
import { type PoolMode, pool } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import { FIRST_X } from "./bookNumbers.ts";

export function Pooling() {
  const t = useT();
  const [x, setX] = useState<Matrix>(FIRST_X);
  const [mode, setMode] = useState<PoolMode>("max");
  const [size, setSize] = useState(2);
  const [stride, setStride] = useState(1);
  const [padding, setPadding] = useState(0);
  const [chosen, setChosen] = useState<Cell>([0, 0]);
  const channels = [x, mapMatrix(x, (value) => value + 1)];
  const outputs = channels.map((channel) => pool(channel, size, mode, { stride, padding }));
  const [first = []] = outputs;
  const row = Math.min(chosen[0], first.length - 1);
  const column = Math.min(chosen[1], (first[0]?.length ?? 1) - 1);
  useFact("pooling.corner", valueAt(first, 0, 0));
  useFact("pooling.cells", first.flat().length);
  const marked = (r: number, c: number): boolean =>
    r >= row * stride - padding &&
    r < row * stride - padding + size &&
    c >= column * stride - padding &&
    c < column * stride - padding + size;
  return (
    <Figure
      title="learn:pooling.title"
      hint="learn:pooling.hint"
      controls={
        <>
          <Segmented
            label={t("learn:pooling.mode")}
            value={mode}
            options={[
              { value: "max", label: t("learn:pooling.max") },
              { value: "average", label: t("learn:pooling.average") },
            ]}
            onChange={setMode}
          />
          <Slider
            label={t("learn:pooling.size")}
            value={size}
            min={1}
            max={3}
            onChange={(next) => {
              setSize(next);
              setPadding(Math.min(padding, Math.floor(next / 2)));
            }}
          />
          <Slider label={t("learn:pooling.stride")} value={stride} min={1} max={3} onChange={setStride} />
          <Slider
            label={t("learn:pooling.padding")}
            value={padding}
            min={0}
            max={Math.floor(size / 2)}
            onChange={setPadding}
          />
        </>
      }
    >
      {channels.map((channel, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
        <Row key={index}>
          <MatrixTable
            label={index === 0 ? "X[0]" : "X[1] = X[0] + 1"}
            values={channel}
            {...(index === 0
              ? { onEdit: (r: number, c: number, value: number) => setX(withCell(x, r, c, value)) }
              : {})}
            marked={marked}
          />
          <Sign>→</Sign>
          <MatrixTable
            label={`Y[${index}]`}
            values={outputs[index] ?? []}
            chosen={[row, column]}
            onChoose={(r, c) => setChosen([r, c])}
          />
        </Row>
      ))}
    </Figure>
  );
}
