import { Link2, Link2Off } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./Button.tsx";
import styles from "./Field.module.css";
import { NumberField } from "./NumberField.tsx";
import type { NumberText } from "./numberText.ts";

export interface PairFieldProps {
  /** Height, then width. */
  readonly value: readonly [NumberText, NumberText];
  readonly onChange: (value: readonly [NumberText, NumberText], gesture: string) => void;
  readonly min: number;
  readonly max: number;
  readonly expressions?: boolean;
  readonly disabled?: boolean;
  /** Names of the two fields and of the link, in the person's language. */
  readonly labels: readonly [string, string];
  readonly linkLabel: string;
  /** Of the first field, for its label element. */
  readonly id?: string;
  readonly describedBy?: string;
}

/** Two numbers that move together until they are unlinked; they start linked when they are equal. */
export function PairField({ value, onChange, labels, linkLabel, id, ...rest }: PairFieldProps) {
  const [wanted, setWanted] = useState(true);
  const linked = wanted && value[0] === value[1];
  const change = (axis: 0 | 1, next: NumberText, gesture: string): void => {
    if (linked) onChange([next, next], gesture);
    else onChange(axis === 0 ? [next, value[1]] : [value[0], next], gesture);
  };
  const toggle = (): void => {
    setWanted(!linked);
    if (!linked) onChange([value[0], value[0]], `link/${labels[0]}`);
  };
  return (
    <div className={styles.pair}>
      <NumberField
        {...rest}
        {...(id === undefined ? {} : { id })}
        value={value[0]}
        label={labels[0]}
        onChange={(next, gesture) => change(0, next, gesture)}
      />
      <IconButton
        size="small"
        label={linkLabel}
        pressed={linked}
        disabled={rest.disabled}
        icon={linked ? <Link2 size={12} /> : <Link2Off size={12} />}
        onClick={toggle}
      />
      <NumberField
        {...rest}
        value={value[1]}
        label={labels[1]}
        onChange={(next, gesture) => change(1, next, gesture)}
      />
    </div>
  );
}
