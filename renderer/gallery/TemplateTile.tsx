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

/** One template: its tensors from input to output, when it came, what it takes and what it costs. The whole card opens it. */
export function TemplateTile({ card }: { readonly card: TemplateCard }) {
  const t = useT();
  const { files } = useServices();
  const { title, summary } = useEngineText().template(card.id, card);
  return (
    <article className={styles.card}>
      <div className={styles.drawing}>
        {card.stages.map((stage, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stages of a card never change
          <span key={index} className={styles.stage} style={{ color: toneColor(stage.family) }}>
            <TensorGlyph shape={stage.shape} size={GLYPH} className={styles.stageGlyph} />
          </span>
        ))}
      </div>
      <div className={styles.cardTitle}>
        <h3>
          <button
            type="button"
            className={styles.cardButton}
            onClick={() => void files.openTemplate(card.id)}
          >
            {title}
          </button>
        </h3>
        {card.year === null ? null : <span className={styles.year}>{card.year}</span>}
      </div>
      <p className={styles.summary} title={summary}>
        {summary}
      </p>
      <dl className={styles.facts}>
        <Fact label={t("gallery:facts.input")} value={formatShape(card.input)} />
        <Fact label={t("gallery:facts.parameters")} value={formatCompact(card.params)} />
        <Fact label={t("gallery:facts.macs")} value={formatCompact(card.macs)} />
      </dl>
    </article>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <dt className={styles.factLabel}>{label}</dt>
    <dd className={styles.factValue}>{value}</dd>
  </div>
);
