import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

interface TabsProps<T extends string> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly {
    readonly value: T;
    readonly label: string;
    readonly badge?: ReactNode;
    readonly content: () => ReactNode;
  }[];
  readonly label: string;
  /** At the end of the row of tabs. */
  readonly trailing?: ReactNode;
}

export function Tabs<T extends string>({ value, onChange, tabs, label, trailing }: TabsProps<T>) {
  return (
    <Radix.Root
      className={styles.tabs}
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <div className={styles.row}>
        <Radix.List className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className={styles.tab}>
              {tab.label}
              {tab.badge}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {trailing}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={styles.content}>
          {tab.value === value ? tab.content() : null}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
