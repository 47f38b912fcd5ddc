/** One number of a matrix that can be typed over; up and down step it. */
import { useState } from "react";
import { cx } from "../../ui/cx.ts";
import styles from "./MatrixTable.module.css";
import { formatValue } from "./values.ts";

interface CellInputProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const LARGEST = 999;

export function CellInput({ label, value, onChange }: CellInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const type = (text: string): void => {
    setDraft(text);
    const read = Number(text.trim().replace("−", "-").replace(",", "."));
    if (text.trim() !== "" && Number.isFinite(read) && Math.abs(read) <= LARGEST) onChange(read);
  };
  const step = (by: number): void => {
    setDraft(null);
    onChange(Math.max(-LARGEST, Math.min(LARGEST, Number((value + by).toFixed(3)))));
  };
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      className={cx(styles.input, "numbers")}
      aria-label={label}
      value={draft ?? formatValue(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.stopPropagation();
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        step(event.key === "ArrowUp" ? 1 : -1);
      }}
    />
  );
}
