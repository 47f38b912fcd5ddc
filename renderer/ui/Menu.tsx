import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Menu.module.css";
import { MenuEntries, type MenuSource } from "./MenuEntries.tsx";

interface MenuProps {
  /** A button; must take a ref and event handlers. */
  readonly trigger: ReactNode;
  readonly entries: MenuSource;
  readonly align?: "start" | "end";
}

export const Menu = ({ trigger, entries, align = "start" }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
        <MenuEntries parts={Radix} entries={entries} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
