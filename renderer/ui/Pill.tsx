import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import styles from "./Pill.module.css";

interface PillProps {
  readonly children: ReactNode;
  readonly tone?: "plain" | "good" | "warning" | "bad";
  readonly title?: string;
}

/** A small fact in a rounded frame. */
export const Pill = ({ children, tone = "plain", title }: PillProps) => (
  <span className={cx(styles.pill, styles[tone])} title={title}>
    {children}
  </span>
);
