/** A whole number by a slider, with its value beside it. */
import { useId } from "react";
import styles from "./Slider.module.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  readonly shown?: string;
}

export function Slider({ label, value, min, max, step = 1, onChange, shown }: SliderProps) {
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={min}
        max={max}
        step={step}
        value={value}
        {...(shown === undefined ? {} : { "aria-valuetext": shown })}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output htmlFor={id} className={styles.value}>
        {shown ?? value}
      </output>
    </div>
  );
}
