import { isMap, type Shape } from "../../engine/tensor/shape.ts";
import { TileStrip } from "../data/TileStrip.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { fieldDrawing } from "../inspector/cards/fieldDrawing.ts";
import styles from "./LookInside.module.css";
import type { PickedUnit } from "./MapPicker.tsx";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

const SIDE = 116;
const short = (value: number): string => String(Number(value.toPrecision(4)));

interface FieldViewProps {
  readonly subject: Subject;
  readonly shown: ShownSample;
  readonly path: string;
  readonly output: Shape;
  readonly unit: PickedUnit;
  readonly value: number;
}

/** The sample with what the chosen number sees of it. */
export function FieldView({ subject, shown, path, output, unit, value }: FieldViewProps) {
  const t = useT();
  const field = subject.analysis.fields.get(path);
  const { tile } = shown;
  if (field === undefined || tile === null || !isMap(subject.input)) return null;
  const [, height = 1, width = 1] = subject.input;
  const { seen, beyond } = fieldDrawing(field, subject.input, output, [unit.row, unit.column]);
  const said = t("lookInside:unitSees", {
    channel: unit.channel,
    row: unit.row,
    column: unit.column,
    value: short(value),
    size: `${short(field.size[0])}×${short(field.size[1])}`,
  });
  return (
    <div className={styles.field}>
      <div className={styles.fieldImage}>
        <TileStrip tiles={tile} from={0} count={1} size={SIDE} label={t("lookInside:sample")} />
        <svg viewBox={`0 0 ${width} ${height}`} className={styles.fieldMarks} role="img" aria-label={said}>
          {beyond === null ? null : <rect className={styles.beyond} {...beyond} />}
          {seen === null ? null : <rect className={styles.seen} {...seen} />}
        </svg>
      </div>
      <p className={`${styles.hint} numbers`} aria-live="polite">
        {said}
      </p>
    </div>
  );
}
