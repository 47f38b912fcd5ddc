import { formatShape } from "../../engine/tensor/shape.ts";
import { useServices } from "../app/services.tsx";
import { TensorGlyph } from "../glyphs/TensorGlyph.tsx";
import { toneColor } from "../glyphs/tone.ts";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { formatCompact } from "../ui/format.ts";
import type { TemplateCard } from "./describe.ts";
import styles from "./Gallery.module.css";

/** Larger than its place in the row: the drawing of a tensor has room around it. */
const GLYPH = 64;

/** One template: its tensors from input to output, when it came, what it takes and what it costs. */
export function TemplateCardButton({ card }: { readonly card: TemplateCard }) {
  const t = useT();
  const { files } = useServices();
  const { title, summary } = useEngineText().template(card.id, card);
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={t("gallery:openTemplate", { title })}
      onClick={() => void files.openTemplate(card.id)}
    >
      <span className={styles.drawing}>
        {card.stages.map((stage, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stages of a card never change
          <span key={index} className={styles.stage} style={{ color: toneColor(stage.family) }}>
            <TensorGlyph shape={stage.shape} size={GLYPH} className={styles.stageGlyph} />
          </span>
        ))}
      </span>
      <span className={styles.cardTitle}>
        {title}
        {card.year === null ? null : <span className={styles.year}>{card.year}</span>}
      </span>
      <span className={styles.summary}>{summary}</span>
      <span className={styles.facts}>
        <Fact label={t("gallery:facts.input")} value={formatShape(card.input)} />
        <Fact label={t("gallery:facts.parameters")} value={formatCompact(card.params)} />
        <Fact label={t("gallery:facts.macs")} value={formatCompact(card.macs)} />
      </span>
    </button>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <span className={styles.fact}>
    <span className={styles.factLabel}>{label}</span>
    <span className={styles.factValue}>{value}</span>
  </span>
);
