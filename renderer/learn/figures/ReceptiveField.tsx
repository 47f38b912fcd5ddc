/** Feature maps of a small network; one cell is chosen, and what it sees is marked in every map before it. */
import { useState } from "react";
import { type Matrix, mapMatrix, valueAt } from "../../../engine/learn/matrix.ts";
import { extentOf, sightOf, sizesThrough } from "../../../engine/learn/sight.ts";
import { correlate, pool } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Select } from "../../ui/Select.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { formatValue } from "../parts/values.ts";
import { HOUSE, KERNELS, type KernelName } from "./house.ts";

const CONV = { kernel: 3, stride: 1, padding: 1 };
const POOL = { kernel: 2, stride: 2, padding: 0 };
const WINDOWS = [CONV, POOL, CONV, POOL, CONV];
const SIZES = sizesThrough(HOUSE.length, WINDOWS);
const NAMES = ["image", "conv", "pool", "conv", "pool", "conv"] as const;

function maps(kernel: Matrix): readonly Matrix[] {
  const all = [HOUSE];
  for (const window of WINDOWS) {
    const before = all.at(-1) ?? HOUSE;
    all.push(
      window === CONV
        ? mapMatrix(correlate(before, kernel, CONV), (value) => Math.max(0, value))
        : pool(before, POOL.kernel, "max", POOL),
    );
  }
  return all;
}

export function ReceptiveField() {
  const t = useT();
  const [name, setName] = useState<KernelName>("vertical");
  const [depth, setDepth] = useState(3);
  const [chosen, setChosen] = useState<Cell>([4, 4]);
  const all = maps(KERNELS[name]);
  const [row, column] = chosen;
  const rows = sightOf(SIZES, WINDOWS, depth, row);
  const columns = sightOf(SIZES, WINDOWS, depth, column);
  const seen = (map: number) => (r: number, c: number) => {
    const [high, wide] = [rows[map], columns[map]];
    if (high === undefined || wide === undefined || map >= depth) return false;
    return r >= high.from && r <= high.to && c >= wide.from && c <= wide.to;
  };
  const [high, wide] = [rows[0], columns[0]];
  const height = high === undefined ? 0 : high.to - high.from + 1;
  const width = wide === undefined ? 0 : wide.to - wide.from + 1;
  const extent = extentOf(WINDOWS, depth);
  useFact("receptive-field.extent", extent);
  useFact("receptive-field.seen", height * width);
  return (
    <Figure
      title="learn:receptiveField.title"
      hint="learn:receptiveField.hint"
      controls={
        <div>
          <Select
            label={t("learn:receptiveField.kernel")}
            value={name}
            options={(["vertical", "horizontal", "blur"] as const).map((value) => ({
              value,
              label: t(`learn:receptiveField.kernels.${value}`),
            }))}
            onChange={setName}
          />
        </div>
      }
    >
      <Row>
        {all.map((map, index) => {
          const label = t(`learn:receptiveField.maps.${NAMES[index] ?? "conv"}`, {
            index,
            size: `${map.length}×${map.length}`,
          });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a map is its depth
            <Row key={index}>
              {index === 0 ? null : <Sign>→</Sign>}
              <MatrixTable
                label={label}
                values={map}
                size="tiny"
                shaded
                marked={seen(index)}
                dimmed={index < depth}
                chosen={depth === index ? chosen : [0, 0]}
                {...(depth === index ? {} : { quiet: true })}
                onChoose={(r, c) => {
                  setDepth(index);
                  setChosen([r, c]);
                }}
              />
            </Row>
          );
        })}
      </Row>
      <div aria-live="polite">
        <Line strong>
          {t("learn:receptiveField.said", {
            row,
            column,
            value: formatValue(valueAt(all[depth] ?? [], row, column)),
            extent: `${extent}×${extent}`,
            inside: `${height}×${width}`,
          })}
        </Line>
      </div>
    </Figure>
  );
}
