import styles from "./Field.module.css";

interface SelectProps<T extends string> {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
}

/** The platform's own list: it works with every keyboard and screen reader, and injects no styles. */
export function Select<T extends string>({
  value,
  options,
  onChange,
  id,
  label,
  disabled = false,
}: SelectProps<T>) {
  return (
    <select
      className={styles.select}
      value={value}
      disabled={disabled}
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
