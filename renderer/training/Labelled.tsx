import { type ReactNode, useId } from "react";
import styles from "./TrainPanel.module.css";

/** A row of a form: the label points to the control that `children` makes with the given id. */
export function Labelled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.rowLabel}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}
