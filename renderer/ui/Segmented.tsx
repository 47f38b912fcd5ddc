import { RadioGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Segmented.module.css";

interface SegmentedProps<T extends string> {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly label: string;
}

/** One of a few, all in sight. Arrow keys move. */
export function Segmented<T extends string>({ value, options, onChange, label }: SegmentedProps<T>) {
  return (
    <Radix.Root
      className={styles.group}
      aria-label={label}
      value={value}
      orientation="horizontal"
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <Radix.Item key={option.value} value={option.value} className={styles.item}>
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
