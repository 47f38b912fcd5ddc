import { Check, ChevronRight } from "lucide-react";
import type { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from "radix-ui";
import { cx } from "./cx.ts";
import { Kbd } from "./Kbd.tsx";
import styles from "./Menu.module.css";
import type { MenuEntry } from "./menuItems.ts";

/** The parts that drop-down and context menus have in common. */
type Parts = typeof RadixDropdown | typeof RadixContext;

/** Given as a function, they are made when the menu opens. */
export type MenuSource = readonly MenuEntry[] | (() => readonly MenuEntry[]);

interface MenuEntriesProps {
  readonly parts: Parts;
  readonly entries: MenuSource;
}

export const MenuEntries = ({ parts, entries }: MenuEntriesProps) =>
  (typeof entries === "function" ? entries() : entries).map((entry) => (
    <Entry key={entry.id} parts={parts} entry={entry} />
  ));

function Entry({ parts: Radix, entry }: { readonly parts: Parts; readonly entry: MenuEntry }) {
  switch (entry.type) {
    case "separator":
      return <Radix.Separator className={styles.separator} />;
    case "label":
      return <Radix.Label className={styles.label}>{entry.label}</Radix.Label>;
    case "submenu":
      return (
        <Radix.Sub>
          <Radix.SubTrigger className={styles.item}>
            <span className={styles.mark}>{entry.icon}</span>
            <span className={styles.text}>{entry.label}</span>
            <ChevronRight size={14} />
          </Radix.SubTrigger>
          <Radix.Portal>
            <Radix.SubContent className={styles.menu} collisionPadding={8}>
              <MenuEntries parts={Radix} entries={entry.entries} />
            </Radix.SubContent>
          </Radix.Portal>
        </Radix.Sub>
      );
    case "item": {
      const content = (
        <>
          <span className={styles.mark}>{entry.checked === true ? <Check size={14} /> : entry.icon}</span>
          <span className={styles.text}>{entry.label}</span>
          {entry.shortcut === undefined ? null : <Kbd keys={entry.shortcut} />}
        </>
      );
      const shared = {
        className: cx(styles.item, entry.danger === true && styles.danger),
        disabled: entry.disabled === true,
        onSelect: entry.run,
      };
      return entry.checked === undefined ? (
        <Radix.Item {...shared}>{content}</Radix.Item>
      ) : (
        <Radix.CheckboxItem checked={entry.checked} {...shared}>
          {content}
        </Radix.CheckboxItem>
      );
    }
  }
}
