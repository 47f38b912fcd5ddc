/** A number of a convolution or pooling, put together one place of the window at a time. */
import { useState } from "react";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { type Kernel, partialOf, type Unit, unitOf, unitValue } from "../../engine/learn/unit.ts";
import type { ActivationReply } from "../../engine/worker/values.ts";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Line, Row, Sign } from "../learn/parts/Figure.tsx";
import { MatrixTable } from "../learn/parts/MatrixTable.tsx";
import { Slider } from "../learn/parts/Slider.tsx";
import { Transport } from "../learn/parts/Transport.tsx";
import { formatProduct, formatValue } from "../learn/parts/values.ts";
import styles from "./LookInside.module.css";
import type { PickedUnit } from "./MapPicker.tsx";
import type { Subject } from "./useSubject.ts";

const STEP_MS = 700;

interface StepThroughProps {
  readonly subject: Subject;
  readonly node: ExpandedNode;
  /** What enters the node. */
  readonly input: ActivationReply;
  readonly unit: PickedUnit;
}

export function StepThrough({ subject, node, input, unit }: StepThroughProps) {
  const { value } = useCall("readWeights", `${subject.weights}/${node.path}`, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    path: node.path,
  }));
  const weights = value?.ok === true ? value.value : [];
  const weight = weights.find(({ name, shape }) => name === "weight" && shape.length === 4);
  const bias = weights.find(({ name }) => name === "bias");
  const kernel: Kernel | null = weight === undefined ? null : { ...weight, bias: bias?.values ?? null };
  const apart = unitOf(node.kind, node.params, input, kernel, unit);
  if (apart === null) return null;
  return <Steps key={`${node.path} ${unit.channel} ${unit.row} ${unit.column}`} unit={apart} />;
}

function Steps({ unit }: { readonly unit: Unit }) {
  const t = useT();
  const { terms, window, mode } = unit;
  const area = window[0] * window[1];
  // The last step adds the bias or divides.
  const last = terms.length + (unit.bias !== 0 || unit.divisor !== 1 ? 1 : 0);
  const [step, setStep] = useState(1);
  const now = Math.min(step, terms.length) - 1;
  const first = Math.floor(now / area) * area;
  const shown = terms.slice(first, first + area);
  const matrix = (of: (index: number) => number): number[][] =>
    Array.from({ length: window[0] }, (_, row) =>
      Array.from({ length: window[1] }, (__, column) => of(row * window[1] + column)),
    );
  const marked = (row: number, column: number): boolean => first + row * window[1] + column === now;
  const channel = shown[0]?.channel ?? 0;
  const done = step > terms.length || last === terms.length;
  return (
    <div className={styles.steps}>
      <Row>
        <MatrixTable
          label={t("lookInside:window", { channel })}
          values={matrix((index) => shown[index]?.x ?? 0)}
          marked={marked}
          outside={(row, column) => shown[row * window[1] + column]?.inside === false}
          size="wide"
        />
        {mode === "sum" ? (
          <>
            <Sign>∗</Sign>
            <MatrixTable
              label={t("lookInside:kernelOf", { channel })}
              values={matrix((index) => shown[index]?.weight ?? 0)}
              marked={marked}
              size="wide"
            />
          </>
        ) : null}
      </Row>
      <div aria-live="polite">
        <Line>{lineOf(unit, first, now)}</Line>
        <Line strong>
          {mode === "max" ? "max" : "Σ"} = {formatValue(partialOf(unit, now + 1))}
          {step > terms.length
            ? mode === "average"
              ? ` / ${unit.divisor}`
              : ` + ${formatValue(unit.bias)}`
            : null}
          {step >= last && done ? (
            <>
              {last === terms.length ? null : " = "}
              {last === terms.length ? null : <strong>{formatValue(unitValue(unit))}</strong>}
            </>
          ) : null}
        </Line>
      </div>
      <div className={styles.stepper}>
        <Transport
          everyMs={STEP_MS}
          onPrevious={step > 1 ? () => setStep(step - 1) : null}
          onNext={step < last ? () => setStep(step + 1) : null}
          onRestart={() => setStep(1)}
          said={`${step} / ${last}`}
        />
        <Slider label={t("lookInside:place")} value={step} min={1} max={last} onChange={setStep} />
      </div>
    </div>
  );
}

/** The places of one channel up to the present one; what came from channels before it stands in front as one number. */
function lineOf(unit: Unit, first: number, now: number): string {
  const parts = unit.terms
    .slice(first, now + 1)
    .map(({ x, weight }) => (weight === null ? formatValue(x) : formatProduct(x, weight)));
  if (unit.mode === "max") return `max(${parts.join(", ")})`;
  return [...(first > 0 ? [formatValue(partialOf(unit, first))] : []), ...parts].join(" + ");
}
