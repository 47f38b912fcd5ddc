import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import styles from "./Pill.module.css";

type Tone = "plain" | "good" | "warning" | "bad";

interface PillProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly title?: string;
}

/** A small fact in a rounded frame. */
export const Pill = ({ children, tone = "plain", title }: PillProps) => (
  <span className={cx(styles.pill, styles[tone])} title={title}>
    {children}
  </span>
);

interface PillButtonProps extends Omit<ComponentProps<"button">, "type"> {
  readonly tone?: Tone;
}

/** A pill that can be pressed, for example to open a menu. */
export const PillButton = ({ tone = "plain", className, ...rest }: PillButtonProps) => (
  <button type="button" className={cx(styles.pill, styles.button, styles[tone], className)} {...rest} />
);
