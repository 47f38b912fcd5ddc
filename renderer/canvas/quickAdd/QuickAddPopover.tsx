import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useStore } from "zustand";
import { formatShape, type Shape } from "../../../engine/tensor/shape.ts";
import { useActive } from "../../app/services.tsx";
import { FamilyGlyph } from "../../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../../glyphs/tone.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import type { Entry } from "../../palette/entries.ts";
import { fitsAt } from "../../palette/fits.ts";
import { search } from "../../palette/search.ts";
import { useSections } from "../../palette/useSections.ts";
import { presentOf } from "../../state/types.ts";
import { useCanvas } from "../canvasContext.ts";
import type { QuickAdd } from "../canvasStore.ts";
import { focusSelected } from "../view/focus.ts";
import type { Sight } from "../view/sight.ts";
import styles from "./QuickAdd.module.css";

/** A search at the pointer: what is chosen is added there, and wired where a wire led here. */
export function QuickAddPopover() {
  const { store } = useCanvas();
  const open = useStore(store, (state) => state.quickAdd);
  return open === null ? null : <QuickAddSearch key={`${open.screen.x} ${open.screen.y}`} request={open} />;
}

/** What flows where the new node is to be wired. */
function shapeAt({ from, after, wire }: QuickAdd, sight: Sight): Shape | null {
  if (wire !== null) return sight.wire(wire)?.shape ?? null;
  const key = after ?? (from?.direction === "out" ? from.key : null);
  return key === null ? null : (sight.node(key)?.view.shape ?? null);
}

function QuickAddSearch({ request }: { readonly request: QuickAdd }) {
  const { store, sight, edits } = useCanvas();
  const t = useT();
  const [query, setQuery] = useState("");
  const sections = useSections();
  const document = useActive(presentOf);
  const { screen, at, from, wire, after } = request;
  const shape = shapeAt(request, sight);
  const wanted = from?.direction ?? (wire === null && after === null ? null : "out");
  const fits = ({ item }: Entry): boolean =>
    wanted === null || document === null || fitsAt(item, { direction: wanted, shape }, document);
  const entries = search(
    query,
    sections.flatMap((section) =>
      section.entries.map((entry) => ({ ...entry, key: `${section.id}/${entry.id}` })),
    ),
  ).items.filter(fits);
  const close = (): void => store.setState({ quickAdd: null });
  const choose = ({ item }: Entry): void => {
    close();
    const behind = after === null ? null : sight.node(after);
    const done = behind === null ? edits.add(item, { at, from, wire }) : edits.addAfter(item, behind);
    if (done) focusSelected();
  };
  const anchor = { current: { getBoundingClientRect: () => new DOMRect(screen.x, screen.y, 0, 0) } };
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t("canvas:quickAdd.label")}
        >
          <Command label={t("canvas:quickAdd.label")} shouldFilter={false} loop>
            <Command.Input
              className={styles.input}
              placeholder={t("canvas:quickAdd.placeholder")}
              value={query}
              onValueChange={setQuery}
              autoFocus
            />
            {wanted === null || shape === null ? null : (
              <p className={styles.context}>
                {t("canvas:quickAdd.fits")} <span className="numbers">{formatShape(shape)}</span>
              </p>
            )}
            <Command.List className={styles.list} label={t("canvas:quickAdd.label")}>
              <Command.Empty className={styles.nothing}>{t("canvas:quickAdd.nothing")}</Command.Empty>
              {entries.map((entry) => (
                <Command.Item
                  key={entry.key}
                  value={entry.key}
                  className={styles.item}
                  onSelect={() => choose(entry)}
                >
                  <span className={styles.glyph} style={{ color: toneColor(entry.tone) }}>
                    <FamilyGlyph tone={entry.tone} />
                  </span>
                  <span>{entry.title}</span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
