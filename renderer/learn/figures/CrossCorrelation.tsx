/** A kernel that slides over an image, with the line of code that says the same. */
import { useState } from "react";
import { heightOf, turned, valueAt, widthOf, withCell } from "../../../engine/learn/matrix.ts";
import { correlate, productsAt, sumOf } from "../../../engine/learn/slide.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useFact } from "../lesson/facts.tsx";
import { Figure, Line, Mark, Row, Sign } from "../parts/Figure.tsx";
import { type Cell, MatrixTable } from "../parts/MatrixTable.tsx";
import { Toggle } from "../parts/Toggle.tsx";
import { Transport } from "../parts/Transport.tsx";
import { formatProduct, formatValue } from "../parts/values.ts";
import { FIRST_K, FIRST_X } from "./bookNumbers.ts";

const STEP_MS = 1100;

export function CrossCorrelation() {
  const t = useT();
  const [x, setX] = useState(FIRST_X);
  const [kernel, setKernel] = useState(FIRST_K);
  const [isTurned, setTurned] = useState(false);
  const [chosen, setChosen] = useState<Cell>([0, 0]);
  const used = isTurned ? turned(kernel) : kernel;
  const y = correlate(x, used);
  const [row, column] = chosen;
  const [h, w] = [heightOf(used), widthOf(used)];
  const products = productsAt(x, used, row, column);
  const value = sumOf(products);
  useFact("cross-correlation.value", value);
  useFact("cross-correlation.turned", isTurned ? 1 : 0);

  const at = row * widthOf(y) + column;
  const count = heightOf(y) * widthOf(y);
  const go = (index: number): void => setChosen([Math.floor(index / widthOf(y)), index % widthOf(y)]);
  return (
    <Figure
      title="learn:crossCorrelation.title"
      hint="learn:crossCorrelation.hint"
      controls={
        <>
          <Transport
            everyMs={STEP_MS}
            onPrevious={at > 0 ? () => go(at - 1) : null}
            onNext={at < count - 1 ? () => go(at + 1) : null}
            onRestart={() => go(0)}
            said={`${at + 1} / ${count}`}
          />
          <Toggle label={t("learn:crossCorrelation.turn")}>
            <Switch checked={isTurned} onChange={setTurned} label={t("learn:crossCorrelation.turn")} />
          </Toggle>
        </>
      }
    >
      <Row>
        <MatrixTable
          label="X"
          values={x}
          onEdit={(r, c, next) => setX(withCell(x, r, c, next))}
          marked={(r, c) => r >= row && r < row + h && c >= column && c < column + w}
        />
        <Sign>∗</Sign>
        <MatrixTable
          label="K"
          caption={isTurned ? t("learn:crossCorrelation.kTurned") : "K"}
          values={used}
          onEdit={(r, c, next) => {
            const edited = withCell(used, r, c, next);
            setKernel(isTurned ? turned(edited) : edited);
          }}
        />
        <Sign>=</Sign>
        <MatrixTable label="Y" values={y} chosen={chosen} onChoose={(r, c) => setChosen([r, c])} />
      </Row>
      <div aria-live="polite">
        <Line strong>
          {products.map(({ x: a, k }) => formatProduct(a, k)).join(" + ")} ={" "}
          <strong>{formatValue(valueAt(y, row, column))}</strong>
        </Line>
      </div>
      <Line>
        Y[i, j] = (<Mark>X[i:i+h, j:j+w]</Mark> * K).sum()
        <br />
        Y[{row}, {column}] = (
        <Mark>
          X[{row}:{row + h}, {column}:{column + w}]
        </Mark>{" "}
        * K).sum()
      </Line>
    </Figure>
  );
}
