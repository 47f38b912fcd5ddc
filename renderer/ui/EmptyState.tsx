import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do to fill the place. */
  readonly detail?: string;
  readonly children?: ReactNode;
}

export const EmptyState = ({ icon, title, detail, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    {icon === undefined ? null : <span className={styles.icon}>{icon}</span>}
    <p className={styles.title}>{title}</p>
    {detail === undefined ? null : <p className={styles.detail}>{detail}</p>}
    {children}
  </div>
);
