/** A matrix as a table: read, edited cell by cell, or with one cell chosen by mouse or arrow keys. */
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { Matrix } from "../../../engine/learn/matrix.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { cx } from "../../ui/cx.ts";
import { CellInput } from "./CellInput.tsx";
import styles from "./MatrixTable.module.css";
import { formatValue } from "./values.ts";

export type Cell = readonly [row: number, column: number];

interface MatrixTableProps {
  readonly label: string;
  readonly values: Matrix;
  readonly caption?: ReactNode;
  readonly onEdit?: (row: number, column: number, value: number) => void;
  readonly chosen?: Cell;
  readonly onChoose?: (row: number, column: number) => void;
  /** In the window that is looked at. */
  readonly marked?: (row: number, column: number) => boolean;
  /** Padding around the image. */
  readonly outside?: (row: number, column: number) => boolean;
  /** Coloured by value, blue above zero and orange below. */
  readonly shaded?: boolean;
  /** Small cells; `tiny` ones show their colour alone. */
  readonly size?: "wide" | "normal" | "small" | "tiny";
  /** Pales what is not marked. */
  readonly dimmed?: boolean;
  /** `chosen` only says where the keys enter; nothing is chosen here. */
  readonly quiet?: boolean;
  /** Choosing turns a cell on or off: the arrow keys only move. */
  readonly toggles?: boolean;
}

const MOVES: Readonly<Record<string, Cell>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function MatrixTable(props: MatrixTableProps) {
  const {
    label,
    values,
    caption,
    chosen,
    onChoose,
    marked,
    outside,
    shaded = false,
    size = "normal",
    quiet,
    toggles,
    dimmed,
  } = props;
  const id = useId();
  const largest = Math.max(1e-9, ...values.flat().map(Math.abs));
  const [reached, setReached] = useState<Cell>([0, 0]);
  const entry = toggles === true ? reached : (chosen ?? reached);
  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const by = MOVES[event.key];
    if (by === undefined || onChoose === undefined) return;
    event.preventDefault();
    const row = Math.min(values.length - 1, Math.max(0, entry[0] + by[0]));
    const column = Math.min((values[row]?.length ?? 1) - 1, Math.max(0, entry[1] + by[1]));
    if (toggles === true) setReached([row, column]);
    else onChoose(row, column);
    const next = event.currentTarget.querySelector(`[data-cell="${row},${column}"]`);
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div className={styles.matrix}>
      <span id={id} className={styles.label}>
        {caption ?? label}
      </span>
      <table
        className={cx(styles.table, styles[size], dimmed === true && styles.dimmed)}
        aria-label={label}
        onKeyDown={move}
      >
        <tbody>
          {values.map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={row}>
              {line.map((value, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  key={column}
                  className={cx(
                    styles.cell,
                    marked?.(row, column) === true && styles.marked,
                    outside?.(row, column) === true && styles.outside,
                    quiet !== true && chosen?.[0] === row && chosen[1] === column && styles.chosen,
                  )}
                  style={
                    shaded ? { background: shade(value / largest, size === "tiny" ? 100 : 55) } : undefined
                  }
                >
                  <CellContent {...props} entry={entry} row={row} column={column} value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where numbers stand on the colour it stays pale enough to read them. */
const shade = (share: number, most: number): string =>
  `color-mix(in srgb, var(${share < 0 ? "--family-activation" : "--family-convolution"}) ${Math.round(Math.abs(share) * most)}%, var(--panel))`;

interface CellContentProps extends MatrixTableProps {
  /** Where the tab key enters. */
  readonly entry: Cell;
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

function CellContent(props: CellContentProps) {
  const { label, onEdit, entry, onChoose, size, quiet, toggles, row, column, value } = props;
  const t = useT();
  const text = formatValue(value);
  const place = t("learn:cell", { matrix: label, row: row + 1, column: column + 1 });
  if (onEdit !== undefined) {
    return <CellInput label={place} value={value} onChange={(next) => onEdit(row, column, next)} />;
  }
  if (onChoose === undefined) return size === "tiny" ? <span className="visually-hidden">{text}</span> : text;
  const isEntry = entry[0] === row && entry[1] === column;
  return (
    <button
      type="button"
      data-cell={`${row},${column}`}
      className={styles.choose}
      tabIndex={isEntry ? 0 : -1}
      aria-label={`${place}: ${text}`}
      aria-pressed={toggles === true ? value !== 0 : isEntry && quiet !== true}
      onClick={() => onChoose(row, column)}
    >
      {size === "tiny" ? null : text}
    </button>
  );
}
