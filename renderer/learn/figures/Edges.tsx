/** A kernel of two numbers that finds the vertical edges of an image. */
import { useState } from "react";
import { valueAt, withCell } from "../../../engine/learn/matrix.ts";
import { correlate } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Row, Sign } from "../parts/Figure.tsx";
import { MatrixTable } from "../parts/MatrixTable.tsx";
import { BAND, EDGE_KERNEL } from "./bookNumbers.ts";

const UPRIGHT = [[1], [-1]];

export function Edges() {
  const t = useT();
  const [image, setImage] = useState(BAND);
  const [kernel, setKernel] = useState(EDGE_KERNEL);
  const y = correlate(image, kernel);
  useFact("edges.left", valueAt(kernel, 0, 0));
  useFact("edges.right", kernel.flat()[1] ?? 0);
  useFact("edges.largest", Math.max(...y.flat().map(Math.abs)));
  const upright = kernel.length === 2;
  return (
    <Figure
      title="learn:edges.title"
      hint="learn:edges.hint"
      controls={
        <>
          <Button onClick={() => setKernel(upright ? EDGE_KERNEL : UPRIGHT)}>
            {t(upright ? "learn:edges.lying" : "learn:edges.upright")}
          </Button>
          <Button
            onClick={() => {
              setImage(BAND);
              setKernel(EDGE_KERNEL);
            }}
          >
            {t("learn:reset")}
          </Button>
        </>
      }
    >
      <Row>
        <MatrixTable
          label={t("learn:edges.image")}
          values={image}
          shaded
          size="small"
          toggles
          onChoose={(r, c) => setImage(withCell(image, r, c, valueAt(image, r, c) === 0 ? 1 : 0))}
        />
        <Sign>∗</Sign>
        <MatrixTable
          label="K"
          values={kernel}
          onEdit={(r, c, value) => setKernel(withCell(kernel, r, c, value))}
        />
        <Sign>=</Sign>
        <MatrixTable label={t("learn:edges.output")} values={y} shaded size="small" />
      </Row>
    </Figure>
  );
}
