import { ChevronRight, CircleAlert } from "lucide-react";
import type { GraphDocument } from "../../engine/document/types.ts";
import { formatShape } from "../../engine/tensor/shape.ts";
import { FamilyGlyph } from "../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../glyphs/tone.ts";
import type { Texts } from "../i18n/i18n.ts";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { kindOf, toneOf } from "../inspector/subject/describe.ts";
import { formatCompact, formatExact } from "../ui/format.ts";
import styles from "./OutlinePanel.module.css";
import type { OutlineRow } from "./rows.ts";

interface OutlineItemProps {
  readonly document: GraphDocument;
  readonly row: OutlineRow;
  /** The one that the Tab key comes to. */
  readonly active: boolean;
  readonly selected: boolean;
  readonly onFocus: () => void;
  readonly onSelect: () => void;
  readonly onReveal: () => void;
  readonly onToggle: () => void;
}

const INDENT = 18;

export function OutlineItem({ document, row, active, selected, ...on }: OutlineItemProps) {
  const texts = useTexts();
  const { node, level, expanded, shape, params, problems } = row;
  const tone = toneOf(node);
  const kind = kindOf(document, node, texts);
  const repeat = node.type === "block" ? node.repeat : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around takes the keys of all its rows
    <div
      role="treeitem"
      data-row={row.key}
      className={styles.row}
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(expanded === null ? {} : { "aria-expanded": expanded })}
      data-muted={node.muted === true ? "" : undefined}
      tabIndex={active ? 0 : -1}
      style={{ paddingLeft: 6 + (level - 1) * INDENT }}
      onFocus={on.onFocus}
      onClick={on.onSelect}
      onDoubleClick={on.onReveal}
    >
      {expanded === null ? (
        <span className={styles.toggle} />
      ) : (
        <span
          className={styles.toggle}
          data-open={expanded ? "" : undefined}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            on.onToggle();
          }}
        >
          <ChevronRight size={13} />
        </span>
      )}
      <span className={styles.glyph} style={{ color: toneColor(tone) }}>
        <FamilyGlyph tone={tone} />
      </span>
      <span className="visually-hidden">{labelOf(row, kind, texts)}</span>
      <span className={styles.name} aria-hidden="true">
        {node.name}
      </span>
      <span className={styles.kind} aria-hidden="true">
        {kind}
        {repeat === undefined ? "" : ` ×${String(repeat).replace(/^=/, "")}`}
      </span>
      {problems === 0 ? null : <CircleAlert className={styles.problem} size={13} aria-hidden="true" />}
      <span className={`${styles.figure} ${styles.shape} numbers`} aria-hidden="true">
        {shape === null ? "–" : formatShape(shape)}
      </span>
      <span className={`${styles.figure} ${styles.params} numbers`} aria-hidden="true">
        {params === 0 ? "" : formatCompact(params)}
      </span>
    </div>
  );
}

/** All that the row shows, as it is read aloud. */
function labelOf({ node, shape, params, problems }: OutlineRow, kind: string, { t }: Texts): string {
  const parts = [
    node.name,
    kind,
    shape === null ? t("outline:noShape") : t("outline:shape", { shape: formatShape(shape) }),
    params === 0 ? "" : t("outline:count", { count: formatExact(params) }),
    node.type === "block" && typeof node.repeat === "number"
      ? t("outline:repeat", { count: node.repeat })
      : "",
    node.muted === true ? t("outline:muted") : "",
    problems === 0 ? "" : t("outline:problems", { count: problems }),
  ];
  return parts.filter((part) => part !== "").join(t("outline:comma"));
}
