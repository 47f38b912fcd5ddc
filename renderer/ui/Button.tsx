import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { cx } from "./cx.ts";
import { Tooltip } from "./Tooltip.tsx";

interface ButtonProps extends Omit<ComponentProps<"button">, "type"> {
  /** `primary` is the one main action in sight, `quiet` has no outline until it is touched. */
  readonly variant?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "normal" | "small";
  readonly icon?: ReactNode;
  readonly type?: "button" | "submit";
}

export function Button({
  variant = "plain",
  size = "normal",
  icon,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={cx(styles.button, styles[variant], styles[size], className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "type" | "children"> {
  /** Read by a screen reader and shown as a tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown beside the label in the tooltip. */
  readonly shortcut?: string;
  readonly size?: "normal" | "small";
  readonly pressed?: boolean;
}

export function IconButton({
  label,
  icon,
  shortcut,
  size = "normal",
  pressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        className={cx(styles.iconButton, styles[size], className)}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
