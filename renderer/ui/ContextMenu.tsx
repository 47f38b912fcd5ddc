import { ContextMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Menu.module.css";
import { MenuEntries, type MenuSource } from "./MenuEntries.tsx";

interface ContextMenuProps {
  /** What is clicked on with the second button; must take a ref and event handlers. */
  readonly children: ReactNode;
  readonly entries: MenuSource;
  readonly onOpenChange?: (open: boolean) => void;
}

export const ContextMenu = ({ children, entries, onOpenChange }: ContextMenuProps) => (
  <Radix.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className={styles.menu} collisionPadding={8}>
        <MenuEntries parts={Radix} entries={entries} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
