import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { cx } from "./cx.ts";
import styles from "./Field.module.css";
import { formatNumber, type NumberLimits, type NumberText, readNumber, stepNumber } from "./numberText.ts";
import { useStepDrag } from "./useStepDrag.ts";

export interface NumberFieldProps {
  readonly value: NumberText;
  /**
   * Called with each valid value while typing, stepping or dragging. Calls of one gesture carry the same `gesture`, so
   * that they become one undo step.
   */
  readonly onChange: (value: NumberText, gesture: string) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly integer?: boolean;
  /** Takes `=channels * 2` as well. */
  readonly expressions?: boolean;
  readonly unit?: string;
  readonly disabled?: boolean;
  /** Read by a screen reader where no label element points here. */
  readonly label?: string;
  readonly id?: string;
  readonly describedBy?: string;
}

export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, step = 1, integer = true, expressions = false, unit, label } = props;
  const limits: NumberLimits = { min, max, integer, expressions };
  const [draft, setDraft] = useState<string | null>(null);
  const prefix = useId();
  const gestures = useRef(0);
  const atFocus = useRef(value);
  const text = draft ?? formatNumber(value);
  const valid = draft === null || readNumber(draft, limits) !== null;

  const newGesture = (): string => {
    gestures.current += 1;
    return gesture();
  };
  const gesture = (): string => `${prefix}/${gestures.current}`;
  const stepBy = (steps: number, from: number): void => {
    setDraft(null);
    onChange(stepNumber(from, steps, step, limits), gesture());
  };
  const drag = useStepDrag({
    current: () => (typeof value === "number" ? value : null),
    onStart: newGesture,
    onStep: stepBy,
  });

  const type = (next: string): void => {
    setDraft(next);
    const read = readNumber(next, limits);
    if (read !== null) onChange(read, gesture());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (typeof value !== "number") return;
      event.preventDefault();
      stepBy((event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 10 : 1), value);
    } else if (event.key === "Enter") {
      setDraft(null);
      newGesture();
    } else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      if (atFocus.current !== value) onChange(atFocus.current, gesture());
    }
  };

  return (
    <div className={cx(styles.box, !valid && styles.invalid)}>
      <input
        {...(props.id === undefined ? {} : { id: props.id })}
        {...(props.describedBy === undefined ? {} : { "aria-describedby": props.describedBy })}
        type="text"
        role="spinbutton"
        inputMode={expressions ? "text" : "decimal"}
        autoComplete="off"
        spellCheck={false}
        className={cx(styles.input, "numbers")}
        disabled={props.disabled}
        value={text}
        aria-label={label}
        aria-invalid={!valid}
        aria-valuemin={min}
        aria-valuemax={max}
        {...(typeof value === "number" ? { "aria-valuenow": value } : { "aria-valuetext": value })}
        onFocus={(event) => {
          atFocus.current = value;
          newGesture();
          event.target.select();
        }}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setDraft(null)}
      />
      {props.disabled === true || typeof value !== "number" ? null : (
        <div className={styles.stepper} aria-hidden="true" {...drag}>
          <span className={styles.step} data-step="1">
            <ChevronUp size={10} />
          </span>
          <span className={styles.step} data-step="-1">
            <ChevronDown size={10} />
          </span>
        </div>
      )}
      {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
    </div>
  );
}
