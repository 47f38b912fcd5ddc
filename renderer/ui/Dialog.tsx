import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./Button.tsx";
import { cx } from "./cx.ts";
import styles from "./Dialog.module.css";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  readonly width?: "narrow" | "normal" | "wide";
  readonly children?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  readonly actions?: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, closeLabel, width = "normal", children, actions } = props;
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={cx(styles.dialog, styles[width])}
          onOpenAutoFocus={focusFirst}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <IconButton label={closeLabel} icon={<X size={16} />} onClick={onClose} />
          </header>
          {description === undefined ? null : (
            <Radix.Description className={styles.description}>{description}</Radix.Description>
          )}
          {children === undefined ? null : <div className={styles.body}>{children}</div>}
          {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The element that asks for it by `autoFocus`, otherwise the dialog itself: its first button is the one that closes it. */
function focusFirst(event: Event): void {
  event.preventDefault();
  const { target: dialog } = event;
  if (dialog instanceof HTMLElement && !dialog.contains(document.activeElement)) dialog.focus();
}
