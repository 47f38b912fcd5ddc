/** Padding and stride of each axis, the formula with their numbers, and the windows over the padded image. */
import { useState } from "react";
import { matrixOf } from "../../../engine/learn/matrix.ts";
import { positions } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import styles from "./PaddingStride.module.css";

interface Axis {
  readonly n: number;
  readonly k: number;
  /** On both sides together. */
  readonly p: number;
  readonly s: number;
}
type Axes = readonly [rows: Axis, columns: Axis];

const both = (axis: Axis): Axes => [axis, axis];
/** The notes' three cases. */
const CASES: readonly { readonly name: string; readonly axes: Axes }[] = [
  { name: "8×8", axes: both({ n: 8, k: 3, p: 2, s: 1 }) },
  { name: "4×4", axes: both({ n: 8, k: 3, p: 2, s: 2 }) },
  {
    name: "2×2",
    axes: [
      { n: 8, k: 3, p: 0, s: 3 },
      { n: 8, k: 5, p: 2, s: 4 },
    ],
  },
];
const LIMITS = { n: [3, 12], k: [1, 7], p: [0, 6], s: [1, 4] } as const;
const LETTERS = ["n", "k", "p", "s"] as const;

const outputOf = ({ n, k, p, s }: Axis): number => positions(n, k, p, s);

export function PaddingStride() {
  const t = useT();
  const [axes, setAxes] = useState<Axes>(CASES[0]?.axes ?? both({ n: 8, k: 3, p: 2, s: 1 }));
  const [chosen, setChosen] = useState<Cell>([0, 0]);
  const [rows, columns] = axes;
  const [height, width] = [outputOf(rows), outputOf(columns)];
  useFact("padding-stride.height", height);
  useFact("padding-stride.width", width);
  const row = Math.min(chosen[0], Math.max(0, height - 1));
  const column = Math.min(chosen[1], Math.max(0, width - 1));
  const set = (index: 0 | 1, change: Partial<Axis>): void =>
    setAxes(index === 0 ? [{ ...rows, ...change }, columns] : [rows, { ...columns, ...change }]);
  const inWindow = (at: number, place: number, { k, s }: Axis): boolean =>
    at >= place * s && at < place * s + k;
  const isOutside = (at: number, { n, p }: Axis): boolean =>
    at < Math.floor(p / 2) || at >= Math.floor(p / 2) + n;
  return (
    <Figure
      title="learn:paddingStride.title"
      hint="learn:paddingStride.hint"
      controls={CASES.map(({ name, axes: preset }) => (
        <Button key={name} onClick={() => setAxes(preset)}>
          {t("learn:paddingStride.preset", { size: name })}
        </Button>
      ))}
    >
      <Row>
        <MatrixTable
          label={t("learn:paddingStride.input")}
          values={matrixOf(rows.n + rows.p, columns.n + columns.p, () => 0)}
          size="tiny"
          outside={(r, c) => isOutside(r, rows) || isOutside(c, columns)}
          marked={(r, c) => height > 0 && width > 0 && inWindow(r, row, rows) && inWindow(c, column, columns)}
        />
        <Sign>→</Sign>
        {height > 0 && width > 0 ? (
          <MatrixTable
            label={t("learn:paddingStride.output", { size: `${height}×${width}` })}
            values={matrixOf(height, width, () => 1)}
            size="tiny"
            chosen={[row, column]}
            onChoose={(r, c) => setChosen([r, c])}
          />
        ) : (
          <p className={styles.none}>{t("learn:paddingStride.none")}</p>
        )}
      </Row>
      <div className={styles.axes}>
        {axes.map((axis, index) => {
          const name = t(index === 0 ? "learn:paddingStride.rows" : "learn:paddingStride.columns");
          return (
            <fieldset key={name} className={styles.axis}>
              <legend className={styles.name}>{name}</legend>
              {LETTERS.map((letter) => (
                <Slider
                  key={letter}
                  label={`${t(`learn:paddingStride.${letter}`)} ${letter}`}
                  value={axis[letter]}
                  min={LIMITS[letter][0]}
                  max={LIMITS[letter][1]}
                  onChange={(value) => set(index === 0 ? 0 : 1, { [letter]: value })}
                />
              ))}
              <Line>
                ⌊(n − k + p + s) / s⌋ = ⌊({axis.n} − {axis.k} + {axis.p} + {axis.s}) / {axis.s}⌋ ={" "}
                <strong>{outputOf(axis)}</strong>
              </Line>
            </fieldset>
          );
        })}
      </div>
    </Figure>
  );
}
