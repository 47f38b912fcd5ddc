import { originKey } from "../../../engine/blocks/origin.ts";
import type { LayerNode } from "../../../engine/document/types.ts";
import { type LayerKind, layerSpec } from "../../../engine/layers/index.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { NodeLookCard } from "../../inspect/NodeLookCard.tsx";
import { lessonFor } from "../../learn/lessonFor.ts";
import { Card } from "../cards/Card.tsx";
import cards from "../cards/cards.module.css";
import { InputsCard } from "../cards/InputsCard.tsx";
import { ProblemsCard } from "../cards/ProblemsCard.tsx";
import { Form } from "../fields/ParamForm.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import { expandedAt, originOf, type Place, pathAt, problemsAt } from "../subject/place.ts";
import { FrozenRow } from "./FrozenRow.tsx";
import { LayerCards } from "./LayerCards.tsx";
import { LayerForm } from "./LayerForm.tsx";
import { LessonLine } from "./LessonLine.tsx";
import { MutedRow } from "./MutedRow.tsx";
import { NodeHeader } from "./NodeHeader.tsx";
import { TotalsCard } from "./TotalsCard.tsx";

/** Whether a layer of this kind learns something, by its defaults. */
function hasWeights(kind: LayerKind): boolean {
  const { params, inputs, weights } = layerSpec(kind);
  const defaults = Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default]));
  return weights(
    defaults as never,
    inputs.map(() => [8, 8, 8]),
  ).some(({ trainable }) => trainable);
}

interface LayerPanelProps {
  readonly place: Place;
  readonly kind: LayerKind;
  readonly nodes: readonly [LayerNode, ...LayerNode[]];
}

export function LayerPanel({ place, kind, nodes }: LayerPanelProps) {
  const t = useT();
  const engine = useEngineText();
  const [first] = nodes;
  const one = nodes.length === 1;
  const { family, inputs } = layerSpec(kind);
  const path = pathAt(place, first.id);
  const expanded = one ? expandedAt(place, path) : null;
  const title = engine.kindTitle(kind);
  return (
    <div className={styles.inspector}>
      {one ? (
        <NodeHeader place={place} node={first} tone={family} title={title} />
      ) : (
        <Header tone={family} title={t("inspector:several.kind", { count: nodes.length, kind: title })}>
          <p className={styles.path}>{nodes.map(({ name }) => name).join(t("inspector:comma"))}</p>
        </Header>
      )}
      <LayerForm place={place} kind={kind} nodes={nodes} resolved={expanded?.params ?? null} />
      {inputs.length > 0 ? (
        <Form>
          <MutedRow place={place} nodes={nodes} />
          {hasWeights(kind) ? <FrozenRow place={place} nodes={nodes} /> : null}
        </Form>
      ) : null}
      {one ? <InputsCard place={place} node={first} /> : null}
      {/* Below the form, so that no field moves while one types in it. */}
      {one ? <ProblemsCard problems={problemsAt(place, first.id)} /> : null}
      {one ? (
        <LayerCards place={place} node={first} path={path} expanded={expanded} />
      ) : (
        <TotalsCard place={place} nodes={nodes} />
      )}
      {one && expanded !== null ? <NodeLookCard nodeKey={originKey(originOf(place, first.id))} /> : null}
      <Card title={t("inspector:about")}>
        <p className={cards.explain}>{engine.kindSummary(kind)}</p>
        <LessonLine id={lessonFor(kind)} />
      </Card>
    </div>
  );
}
