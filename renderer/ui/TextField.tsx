import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";
import styles from "./Field.module.css";

interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Visible label; without it give `aria-label`. */
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  /** What is wrong with the text; read out with the field. */
  readonly error?: string;
  readonly numbers?: boolean;
}

export function TextField({
  value,
  onChange,
  label,
  icon,
  trailing,
  error,
  numbers,
  className,
  ...rest
}: TextFieldProps) {
  const id = useId();
  return (
    <div className={cx(styles.field, className)}>
      {label === undefined ? null : (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <div className={cx(styles.box, error !== undefined && styles.invalid)}>
        {icon}
        <input
          id={id}
          type="text"
          spellCheck={false}
          autoComplete="off"
          className={cx(styles.input, numbers === true && "numbers")}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error !== undefined}
          {...(error === undefined ? {} : { "aria-describedby": `${id}-error` })}
          {...rest}
        />
        {trailing}
      </div>
      {error === undefined ? null : (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
