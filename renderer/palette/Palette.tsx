import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useServices } from "../app/services.tsx";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { TextField } from "../ui/TextField.tsx";
import { FAMILIES, type Section, type SectionId } from "./entries.ts";
import styles from "./Palette.module.css";
import { PaletteItem } from "./PaletteItem.tsx";
import { search } from "./search.ts";
import { useSections } from "./useSections.ts";

const isFamily = (id: SectionId): id is (typeof FAMILIES)[number] => FAMILIES.some((family) => family === id);

/** Moves the focus between the items of the list. */
function walk(list: HTMLElement | null, event: KeyboardEvent): void {
  const items = [...(list?.querySelectorAll<HTMLElement>("[data-palette-item]") ?? [])];
  const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
  const next = {
    ArrowDown: items[at + 1],
    ArrowUp: items[at - 1],
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (next === undefined || (at === -1 && event.key === "ArrowUp")) return;
  event.preventDefault();
  next.focus();
}

/** Everything that can be added, by family, with a search. */
export function Palette() {
  const t = useT();
  const engine = useEngineText();
  const { actions } = useServices();
  const [query, setQuery] = useState("");
  const field = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const sections = useSections();
  // With a search the best section comes first: its first entry is what Enter adds.
  const shown: readonly Section[] = sections
    .map(({ id, entries }) => ({ id, ...search(query, entries) }))
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best)
    .map(({ id, items }) => ({ id, entries: items }));
  const titleOf = (id: SectionId): string => (isFamily(id) ? engine.family(id) : t(`palette:sections.${id}`));

  useEffect(
    () =>
      actions.register([
        {
          id: "palette.search",
          title: "palette:focusSearch",
          group: "add",
          keys: ["/"],
          run: () => field.current?.querySelector("input")?.focus(),
        },
      ]),
    [actions],
  );

  return (
    <div className={styles.palette}>
      <search
        ref={field}
        className={styles.search}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown" || (event.key === "Enter" && query !== "")) walk(list.current, event);
          if (event.key === "Enter") {
            const first = list.current?.querySelector<HTMLElement>("[data-palette-item]");
            if (query !== "" && first !== null && first !== undefined) first.click();
          }
          if (event.key === "Escape" && query !== "") {
            event.stopPropagation();
            setQuery("");
          }
        }}
      >
        <TextField
          value={query}
          onChange={setQuery}
          aria-label={t("palette:search")}
          placeholder={t("palette:search")}
          icon={<Search size={14} />}
          trailing={
            query === "" ? (
              <Kbd keys="/" />
            ) : (
              <IconButton
                size="small"
                label={t("palette:clear")}
                icon={<X size={13} />}
                onClick={() => setQuery("")}
              />
            )
          }
        />
      </search>
      <div
        ref={list}
        className={styles.list}
        role="toolbar"
        aria-orientation="vertical"
        aria-label={t("palette:list")}
        onKeyDown={(event) => walk(list.current, event)}
      >
        {shown.map((section, index) => (
          <section key={section.id} aria-label={titleOf(section.id)}>
            <h2 className={styles.heading}>{titleOf(section.id)}</h2>
            <ul>
              {section.entries.map((entry, position) => (
                <li key={entry.id}>
                  <PaletteItem
                    entry={entry}
                    own={section.id === "own"}
                    first={index === 0 && position === 0}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shown.length === 0 ? (
          <EmptyState title={t("palette:nothing", { query })} detail={t("palette:nothingDetail")} />
        ) : null}
      </div>
    </div>
  );
}
