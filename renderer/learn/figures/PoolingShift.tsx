/** What a shift of one pixel changes in the edges, and in the edges behind pooling. */
import { useState } from "react";
import { mapMatrix, matrixOf, shifted, valueAt } from "../../../engine/learn/matrix.ts";
import { correlate, pool } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Row, Sign } from "../parts/Figure.tsx";
import { MatrixTable } from "../parts/MatrixTable.tsx";
import { Slider } from "../parts/Slider.tsx";
import { EDGE_KERNEL } from "./bookNumbers.ts";

/** White up to column 2, black from there: one edge. */
const IMAGE = matrixOf(4, 9, (_, column) => (column <= 2 ? 1 : 0));
const HALVED = { stride: 2, padding: 0 };

const differing = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number =>
  mapMatrix(a, (value, row, column) => (value === valueAt(b, row, column) ? 0 : 1))
    .flat()
    .reduce((sum, one) => sum + one, 0);

export function PoolingShift() {
  const t = useT();
  const [by, setBy] = useState(0);
  // White comes in at the left, so that the picture only has its one edge.
  const image = mapMatrix(shifted(IMAGE, by), (value, _, column) => (column < by ? 1 : value));
  const edges = correlate(image, EDGE_KERNEL);
  const pooled = pool(edges, 2, "max", HALVED);
  const before = correlate(IMAGE, EDGE_KERNEL);
  const pooledBefore = pool(before, 2, "max", HALVED);
  const [changed, changedPooled] = [differing(edges, before), differing(pooled, pooledBefore)];
  useFact("pooling-shift.changed", by === 0 ? -1 : changedPooled);
  return (
    <Figure
      title="learn:poolingShift.title"
      hint="learn:poolingShift.hint"
      controls={<Slider label={t("learn:poolingShift.by")} value={by} min={0} max={3} onChange={setBy} />}
    >
      <Row>
        <MatrixTable label={t("learn:poolingShift.image")} values={image} size="small" shaded />
        <Sign>→</Sign>
        <MatrixTable label={t("learn:poolingShift.edges")} values={edges} size="small" shaded />
        <Sign>→</Sign>
        <MatrixTable label={t("learn:poolingShift.pooled")} values={pooled} size="small" shaded />
      </Row>
      <Line strong>
        {t("learn:poolingShift.said", {
          changed,
          all: edges.flat().length,
          changedPooled,
          allPooled: pooled.flat().length,
        })}
      </Line>
    </Figure>
  );
}
