import type { Shape } from "../../../engine/tensor/shape.ts";
import { formatShape } from "../../../engine/tensor/shape.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { type Line, shapeLines } from "./arithmetic.ts";
import { Card } from "./Card.tsx";
import styles from "./cards.module.css";

interface ShapeCardProps {
  readonly inputs: readonly Shape[];
  /** Null where a problem hides it. */
  readonly output: Shape | null;
  readonly lines: readonly Line[];
}

/** The rule with this node's numbers, and what it makes of what. */
export function ShapeCard({ inputs, output, lines }: ShapeCardProps) {
  const t = useT();
  const shown = shapeLines(lines);
  const distinct = [...new Set(inputs.map(formatShape))];
  return (
    <Card title={t("inspector:shape.title")}>
      {shown.map(({ what, text, result, both }) => (
        <p key={what} className={`${styles.formula} numbers selectable`}>
          {shown.length > 1 && !both ? (
            <span className={styles.axis}>{t(`inspector:shape.${axisOf(what)}`)} </span>
          ) : null}
          {text} = <strong>{result}</strong>
        </p>
      ))}
      {output === null ? (
        <p className={styles.plain}>{t("inspector:shape.unknown")}</p>
      ) : (
        <p className={`${styles.shapes} numbers selectable`}>
          {inputs.length === 0 ? null : (
            <>
              <span>
                {distinct.length === 1 && inputs.length > 1
                  ? `${inputs.length} × ${distinct[0]}`
                  : inputs.map(formatShape).join(" + ")}
              </span>
              <span className={styles.arrow}>→</span>
            </>
          )}
          <strong>{formatShape(output)}</strong>
        </p>
      )}
    </Card>
  );
}

const axisOf = (what: Line["what"]): "height" | "width" | "channels" | "features" =>
  what === "height" || what === "width" || what === "channels" ? what : "features";
