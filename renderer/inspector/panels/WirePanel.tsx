import { callOf } from "../../../engine/document/commands/index.ts";
import { edgesInto, nodeById } from "../../../engine/document/graph.ts";
import type { Edge, GraphNode } from "../../../engine/document/types.ts";
import { elements, formatShape } from "../../../engine/tensor/shape.ts";
import { useServices } from "../../app/services.tsx";
import { FamilyGlyph } from "../../glyphs/FamilyGlyph.tsx";
import { TensorGlyph } from "../../glyphs/TensorGlyph.tsx";
import { toneColor } from "../../glyphs/tone.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { formatExact } from "../../ui/format.ts";
import { Card } from "../cards/Card.tsx";
import cards from "../cards/cards.module.css";
import { ProblemsCard } from "../cards/ProblemsCard.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import { toneOf } from "../subject/describe.ts";
import { type Place, problemsAt, shapeAt } from "../subject/place.ts";
import { useEdit } from "../useEdit.ts";
import panels from "./panels.module.css";

/** What runs along a wire, and what it joins. */
export function WirePanel({ place, edge }: { readonly place: Place; readonly edge: Edge }) {
  const t = useT();
  const edit = useEdit();
  const shape = shapeAt(place, edge.from, edge.fromPort);
  const ends = [
    { label: t("inspector:wire.from"), node: nodeById(place.graph, edge.from), port: edge.fromPort },
    { label: t("inspector:wire.to"), node: nodeById(place.graph, edge.to), port: edge.toPort },
  ];
  const siblings = edgesInto(place.graph, edge.to, edge.toPort);
  const problems = problemsAt(place, edge.to).filter(({ port }) => port === edge.toPort);
  return (
    <div className={styles.inspector}>
      <Header tone="shape" title={t("inspector:wire.heading")} />
      <ProblemsCard problems={problems} />
      <Card title={t("inspector:wire.shape")}>
        {shape === null ? (
          <p className={cards.plain}>{t("inspector:shape.unknown")}</p>
        ) : (
          <div className={panels.flow}>
            <TensorGlyph shape={shape} size={34} />
            <p className={`${cards.shapes} numbers selectable`}>
              <strong>{formatShape(shape)}</strong>
            </p>
            <p className={cards.plain}>
              {t("inspector:wire.values", { count: formatExact(elements(shape)) })}
            </p>
          </div>
        )}
      </Card>
      <div className={panels.ends}>
        {ends.map(({ label, node, port }) =>
          node === undefined ? null : <End key={label} label={label} node={node} port={port} />,
        )}
        {siblings.length > 1 ? (
          <p className={styles.path}>
            {t("inspector:wire.order", {
              place: siblings.findIndex(({ id }) => id === edge.id) + 1,
              count: siblings.length,
            })}
          </p>
        ) : null}
      </div>
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="danger"
          onClick={() => void edit.run([callOf("disconnect", { scope: place.scope, edges: [edge.id] })])}
        >
          {t("inspector:wire.remove")}
        </Button>
      </div>
    </div>
  );
}

interface EndProps {
  readonly label: string;
  readonly node: GraphNode;
  readonly port: string;
}

function End({ label, node, port }: EndProps) {
  const t = useT();
  const { documents } = useServices();
  const tone = toneOf(node);
  return (
    <button
      type="button"
      className={styles.listRow}
      onClick={() => documents.select({ nodes: new Set([node.id]) })}
    >
      <span className={styles.listFigure}>{label}</span>
      <span className={styles.glyph} style={{ color: toneColor(tone) }}>
        <FamilyGlyph tone={tone} />
      </span>
      <span className={styles.listName}>
        {port === "in" || port === "out" ? node.name : t("inspector:wire.port", { name: node.name, port })}
      </span>
    </button>
  );
}
