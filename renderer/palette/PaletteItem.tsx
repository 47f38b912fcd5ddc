import { X } from "lucide-react";
import { memo } from "react";
import { createPortal } from "react-dom";
import { BlockMiniature } from "../glyphs/BlockMiniature.tsx";
import { FamilyGlyph } from "../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../glyphs/tone.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import type { Entry } from "./entries.ts";
import { removeOwnBlock } from "./ownBlocks.ts";
import styles from "./Palette.module.css";
import { usePaletteDrag } from "./usePaletteDrag.ts";

interface PaletteItemProps {
  readonly entry: Entry;
  /** One of the person's own blocks, which can be taken out again. */
  readonly own: boolean;
  /** The one that the Tab key comes to; arrow keys go on from there. */
  readonly first: boolean;
}

const Drawing = ({ entry }: { readonly entry: Entry }) =>
  entry.block === null ? (
    <span className={styles.glyph} style={{ color: toneColor(entry.tone) }}>
      <FamilyGlyph tone={entry.tone} size={16} />
    </span>
  ) : (
    <span className={styles.miniature}>
      <BlockMiniature block={entry.block} />
    </span>
  );

export const PaletteItem = memo(function PaletteItem({ entry, own, first }: PaletteItemProps) {
  const t = useT();
  const { ghost, ...handlers } = usePaletteDrag(entry.item);
  return (
    <div className={styles.row}>
      <button
        type="button"
        className={styles.item}
        data-palette-item=""
        tabIndex={first ? 0 : -1}
        title={entry.summary === "" ? t("palette:hint") : entry.summary}
        {...handlers}
      >
        <Drawing entry={entry} />
        <span className={styles.title}>{entry.title}</span>
      </button>
      {own ? (
        <IconButton
          size="small"
          label={t("palette:removeOwn", { title: entry.title })}
          icon={<X size={12} />}
          onClick={() => removeOwnBlock(entry.id)}
        />
      ) : null}
      {ghost === null
        ? null
        : createPortal(
            <div className={styles.ghost} style={{ transform: `translate(${ghost.x}px, ${ghost.y}px)` }}>
              <Drawing entry={entry} />
              <span className={styles.title}>{entry.title}</span>
            </div>,
            document.body,
          )}
    </div>
  );
});
