import type { ExpandedNode, Path } from "../../../engine/blocks/types.ts";
import type { LayerNode } from "../../../engine/document/types.ts";
import { layerSpec } from "../../../engine/layers/index.ts";
import { elements, formatShape } from "../../../engine/tensor/shape.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { formatBytes, formatCompact, formatExact } from "../../ui/format.ts";
import { type Line, readLine } from "../cards/arithmetic.ts";
import { Card, Fact, Facts, Formula } from "../cards/Card.tsx";
import cards from "../cards/cards.module.css";
import { FieldCard } from "../cards/FieldCard.tsx";
import { ShapeCard } from "../cards/ShapeCard.tsx";
import { inputShape, type Place, shapeAt } from "../subject/place.ts";

interface LayerCardsProps {
  readonly place: Place;
  readonly node: LayerNode;
  readonly path: Path;
  /** Null for a muted layer, and where the network cannot be expanded. */
  readonly expanded: ExpandedNode | null;
}

/** Shape, parameters, work and receptive field, each worked out with this node's numbers. */
export function LayerCards({ place, node, path, expanded }: LayerCardsProps) {
  const t = useT();
  const { analysis } = place;
  const spec = layerSpec(node.kind);
  const shapes = expanded === null ? undefined : analysis.shapes.get(path);
  const cost = analysis.costs.get(path);
  if (expanded === null || shapes === undefined) {
    return <ShapeCard inputs={[]} output={shapeAt(place, node.id)} lines={[]} />;
  }
  const params = expanded.params as never;
  const lines = (spec.formula?.(params, shapes.inputs, shapes.output) ?? []).map(readLine);
  const field = analysis.fields.get(path);
  const input = inputShape(analysis);
  return (
    <>
      <ShapeCard inputs={shapes.inputs} output={shapes.output} lines={lines} />
      <Parameters
        line={lines.find(({ what }) => what === "parameters")}
        count={cost?.params ?? 0}
        weights={spec.weights(params, shapes.inputs)}
      />
      <Card title={t("inspector:work.title")}>
        <Work line={lines.find(({ what }) => what === "macs")} macs={cost?.macs ?? 0} />
        <Facts>
          <Fact label={t("inspector:work.values")}>
            {formatExact(elements(shapes.output))} · {formatBytes(cost?.activationBytes ?? 0)}
          </Fact>
        </Facts>
      </Card>
      {field === undefined || input === null || spec.family === "io" ? null : (
        <FieldCard field={field} input={input} output={shapes.output} family={spec.family} />
      )}
    </>
  );
}

interface ParametersProps {
  readonly line: Line | undefined;
  readonly count: number;
  readonly weights: ReturnType<ReturnType<typeof layerSpec>["weights"]>;
}

function Parameters({ line, count, weights }: ParametersProps) {
  const t = useT();
  const engine = useEngineText();
  return (
    <Card title={t("inspector:parameters.title")}>
      {weights.length === 0 ? (
        <p className={cards.plain}>{t("inspector:parameters.none")}</p>
      ) : (
        <>
          {line === undefined ? (
            <p className={`${cards.formula} numbers selectable`}>
              <strong>{formatExact(count)}</strong>
            </p>
          ) : (
            <Formula text={line.text} result={line.result} />
          )}
          <Facts>
            {weights.map(({ name, shape, trainable, init }) => (
              <Fact key={name} label={trainable ? name : t("inspector:parameters.buffer", { name })}>
                <span title={engine.option("init", init.type)}>{formatShape(shape)}</span>
              </Fact>
            ))}
          </Facts>
        </>
      )}
    </Card>
  );
}

function Work({ line, macs }: { readonly line: Line | undefined; readonly macs: number }) {
  const t = useT();
  if (macs === 0) return <p className={cards.plain}>{t("inspector:work.none")}</p>;
  const total = t("inspector:work.macs", { macs: formatCompact(macs) });
  return line === undefined ? (
    <p className={`${cards.formula} numbers selectable`}>
      <strong title={formatExact(macs)}>{total}</strong>
    </p>
  ) : (
    <Formula text={line.text} result={<span title={line.result}>{total}</span>} />
  );
}
