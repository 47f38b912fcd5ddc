import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { ACTION_GROUPS, type CommandEntry, titleOf } from "./actions.ts";
import styles from "./CommandPalette.module.css";
import { matchScore } from "./matchScore.ts";
import { useActions, useServices } from "./services.tsx";

/** What is shown, then the other words that find it. */
const namesOf = (entry: CommandEntry): string[] => [entry.label, ...(entry.keywords ?? [])];

/** Everything that can be done, added or found, by typing a part of its name. */
export function CommandPalette() {
  const texts = useTexts();
  const { t } = texts;
  const { dialogs, actions: registry } = useServices();
  const actions = useActions((state) => state.actions);
  const sources = useActions((state) => state.sources);
  const [typed, setTyped] = useState("");
  // cmdk orders items within a group, but leaves the groups where they are.
  const listed = [...sources.values()]
    .map((source) => ({ source, entries: source.entries(texts) }))
    .map((group) => ({
      ...group,
      best: Math.max(0, ...group.entries.map((entry) => matchScore(namesOf(entry), typed))),
    }))
    .sort((a, b) => b.best - a.best);
  const choose = (run: () => void) => () => {
    dialogs.hide();
    run();
  };
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : dialogs.hide())}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={styles.dialog} aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">{t("app:commands.title")}</Radix.Title>
          <Command
            label={t("app:commands.title")}
            loop
            filter={(_id, typed, names) => matchScore(names ?? [], typed)}
          >
            <div className={styles.search}>
              <Search size={16} />
              <Command.Input
                className={styles.input}
                placeholder={t("app:commands.placeholder")}
                value={typed}
                onValueChange={setTyped}
              />
            </div>
            <Command.List className={styles.list} label={t("app:commands.title")}>
              <Command.Empty className={styles.empty}>{t("app:commands.nothing")}</Command.Empty>
              {listed.map(({ source, entries }) => (
                <Command.Group key={source.id} heading={t(source.heading)} className={styles.group}>
                  {entries.map((entry) => (
                    <Command.Item
                      key={entry.id}
                      value={`${source.id}/${entry.id}`}
                      keywords={namesOf(entry)}
                      className={styles.item}
                      onSelect={choose(entry.run)}
                    >
                      <span
                        className={styles.dot}
                        style={entry.color === undefined ? {} : { background: `var(${entry.color})` }}
                      />
                      <span className={styles.label}>{entry.label}</span>
                      {entry.hint === undefined ? null : <span className={styles.hint}>{entry.hint}</span>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {ACTION_GROUPS.map((group) => {
                const own = [...actions.values()].filter(
                  (action) => action.group === group && action.id !== "help.commands",
                );
                if (own.length === 0) return null;
                return (
                  <Command.Group key={group} heading={t(`app:groups.${group}`)} className={styles.group}>
                    {own.map((action) => (
                      <Command.Item
                        key={action.id}
                        value={action.id}
                        keywords={[titleOf(action, texts)]}
                        disabled={!registry.isEnabled(action.id)}
                        className={styles.item}
                        onSelect={choose(() => registry.run(action.id))}
                      >
                        <span className={styles.dot} />
                        <span className={styles.label}>{titleOf(action, texts)}</span>
                        {action.keys?.[0] === undefined ? null : <Kbd keys={action.keys[0]} />}
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
