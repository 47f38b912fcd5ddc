import { Switch as Radix } from "radix-ui";
import styles from "./Switch.module.css";

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
}

export const Switch = ({ checked, onChange, id, label, disabled = false }: SwitchProps) => (
  <Radix.Root
    className={styles.track}
    checked={checked}
    onCheckedChange={onChange}
    disabled={disabled}
    {...(id === undefined ? {} : { id })}
    {...(label === undefined ? {} : { "aria-label": label })}
  >
    <Radix.Thumb className={styles.thumb} />
  </Radix.Root>
);
