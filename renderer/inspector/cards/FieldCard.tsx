import type { ReceptiveField } from "../../../engine/analysis/types.ts";
import type { Family } from "../../../engine/layers/spec.ts";
import { isMap, type Shape } from "../../../engine/tensor/shape.ts";
import { toneColor } from "../../glyphs/tone.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Card } from "./Card.tsx";
import styles from "./cards.module.css";
import { fieldDrawing } from "./fieldDrawing.ts";

interface FieldCardProps {
  readonly field: ReceptiveField;
  /** Shape of what enters the network. */
  readonly input: Shape;
  /** Shape of this layer's output. */
  readonly output: Shape;
  readonly family: Family;
}

/** What the unit in the middle sees of the image, drawn to scale. */
export function FieldCard({ field, input, output, family }: FieldCardProps) {
  const t = useT();
  const [height, width] = field.size;
  const size = `${round(height)}×${round(width)}`;
  const [stepY, stepX] = field.jump;
  const step = stepY === stepX ? String(round(stepY)) : `${round(stepY)}×${round(stepX)}`;
  const text = field.whole ? t("inspector:sees.whole") : t("inspector:sees.part", { size, step });
  return (
    <Card title={t("inspector:sees.title")}>
      <p className={`${styles.formula} numbers selectable`}>{text}</p>
      {isMap(input) ? (
        <Drawing field={field} input={input} output={output} family={family} text={text} />
      ) : null}
    </Card>
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

function Drawing({ field, input, output, family, text }: FieldCardProps & { readonly text: string }) {
  const t = useT();
  const { view, image, seen, beyond } = fieldDrawing(field, input, output);
  return (
    <>
      <svg
        className={styles.drawing}
        style={{ color: toneColor(family) }}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="img"
        aria-label={t("inspector:sees.drawing", { text, image: `${input[1]}×${input[2]}` })}
      >
        <rect className={styles.image} {...image} rx={image.width / 60} />
        {beyond === null ? null : <rect className={styles.beyond} {...beyond} />}
        {seen === null ? null : <rect className={styles.seen} {...seen} />}
      </svg>
      {beyond === null ? null : <p className={styles.plain}>{t("inspector:sees.beyond")}</p>}
    </>
  );
}
