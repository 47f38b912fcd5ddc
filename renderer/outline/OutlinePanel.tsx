import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Analysis } from "../../engine/analysis/types.ts";
import { callOf } from "../../engine/document/commands/index.ts";
import { useActive, useAnalysis, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { type OpenDocument, presentOf } from "../state/types.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { OutlineItem } from "./OutlineItem.tsx";
import styles from "./OutlinePanel.module.css";
import { reveal, selectNode } from "./reveal.ts";
import { type OutlineRow, outlineRows } from "./rows.ts";
import { treeMove, typeahead } from "./walk.ts";

/** The network as a tree that can be walked by keys and read aloud. */
export function OutlinePanel() {
  const tab = useActive((open) => open);
  const analysis = useAnalysis((derived) => derived);
  return tab === null || analysis === null ? null : <Outline key={tab.id} tab={tab} analysis={analysis} />;
}

/** Letters typed within this time make one word. */
const TYPEAHEAD_MS = 700;

function Outline({ tab, analysis }: { readonly tab: OpenDocument; readonly analysis: Analysis }) {
  const t = useT();
  const services = useServices();
  const { documents, notices } = services;
  const tree = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState("");
  const document = presentOf(tab);
  const rows = useMemo(() => outlineRows(document, analysis, open), [document, analysis, open]);
  const prefix = tab.scope.map((step) => `${step.node}/`).join("");
  const selected = useMemo(
    () => new Set([...tab.selection.nodes].map((id) => prefix + id)),
    [tab.selection.nodes, prefix],
  );
  const current =
    rows.find(({ key }) => key === focused)?.key ?? rows.find(({ key }) => selected.has(key))?.key;
  const active = current ?? rows[0]?.key ?? "";

  const [chosen] = selected;
  // What is chosen on the canvas comes into sight here.
  useEffect(() => {
    const items = tree.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [];
    const item = [...items].find(({ dataset }) => dataset.row === chosen);
    if (item !== undefined && !item.contains(window.document.activeElement))
      item.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const focus = (key: string): void => {
    setFocused(key);
    const items = tree.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [];
    [...items].find((item) => item.dataset.row === key)?.focus();
  };
  const toggle = (key: string, wanted: boolean): void => {
    const next = new Set(open);
    if (wanted) next.add(key);
    else next.delete(key);
    setOpen(next);
  };
  const remove = (row: OutlineRow): void => {
    const index = rows.indexOf(row);
    const next = rows.slice(index + 1).find(({ level }) => level <= row.level) ?? rows[index - 1];
    const call = callOf("remove-nodes", { scope: row.scope, ids: [row.node.id], bridge: true });
    const result = documents.dispatch([call]);
    if (!result.ok) notices.problem(result.problem);
    else if (next !== undefined) focus(next.key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows.find(({ key }) => key === active);
    const move = treeMove(rows, active, event.key);
    if (move?.type === "focus") focus(move.key);
    else if (move !== null) toggle(move.key, move.type === "open");
    else if (row !== undefined && event.key === "Enter") reveal(services, row.origin);
    else if (row !== undefined && event.key === " ") selectNode(services, row.origin);
    else if (row !== undefined && (event.key === "Delete" || event.key === "Backspace")) remove(row);
    else if (event.key.length === 1) {
      const { text, at } = typed.current;
      const word = event.timeStamp - at < TYPEAHEAD_MS ? text + event.key : event.key;
      typed.current = { text: word, at: event.timeStamp };
      const found = typeahead(rows, active, word);
      if (found !== null) focus(found);
    } else if (!event.key.startsWith("Arrow") && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (rows.length === 0) {
    return <EmptyState title={t("outline:empty")} detail={t("outline:emptyDetail")} />;
  }
  return (
    <div ref={tree} role="tree" aria-label={t("outline:tree")} className={styles.tree} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <OutlineItem
          key={row.key}
          document={document}
          row={row}
          active={row.key === active}
          selected={selected.has(row.key)}
          onFocus={() => setFocused(row.key)}
          onSelect={() => selectNode(services, row.origin)}
          onReveal={() => reveal(services, row.origin)}
          onToggle={() => toggle(row.key, row.expanded === false)}
        />
      ))}
    </div>
  );
}
