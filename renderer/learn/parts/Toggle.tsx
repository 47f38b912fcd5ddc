import type { ReactNode } from "react";
import styles from "./Toggle.module.css";

/** A switch with its words beside it; the switch itself carries the name. */
export const Toggle = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <span className={styles.toggle}>
    {children}
    <span aria-hidden="true">{label}</span>
  </span>
);
