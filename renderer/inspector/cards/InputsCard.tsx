import { ChevronDown, ChevronUp } from "lucide-react";
import { callOf } from "../../../engine/document/commands/index.ts";
import { edgesInto, nodeById } from "../../../engine/document/graph.ts";
import { inputPorts } from "../../../engine/document/ports.ts";
import type { LayerNode } from "../../../engine/document/types.ts";
import { formatShape } from "../../../engine/tensor/shape.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { IconButton } from "../../ui/Button.tsx";
import styles from "../inspector.module.css";
import { type Place, shapeAt } from "../subject/place.ts";
import { useEdit } from "../useEdit.ts";
import { Card } from "./Card.tsx";

interface InputsCardProps {
  readonly place: Place;
  readonly node: LayerNode;
}

/** What a layer with any number of inputs joins, in its order: the order of the channels of a concatenation. */
export function InputsCard({ place, node }: InputsCardProps) {
  const t = useT();
  const edit = useEdit();
  const port = inputPorts(place.document, node).find(({ variadic }) => variadic === true);
  const edges = port === undefined ? [] : edgesInto(place.graph, node.id, port.name);
  if (port === undefined || edges.length < 2) return null;
  const move = (index: number, by: number): void => {
    const ids = edges.map(({ id }) => id);
    const [moved = ""] = ids.splice(index, 1);
    ids.splice(index + by, 0, moved);
    const { scope } = place;
    edit.run([callOf("reorder-slots", { scope, to: node.id, toPort: port.name, edges: ids })]);
  };
  return (
    <Card title={t("inspector:inputs.title")}>
      <ol className={styles.list}>
        {edges.map((edge, index) => {
          const name = nodeById(place.graph, edge.from)?.name ?? "";
          const shape = shapeAt(place, edge.from, edge.fromPort);
          return (
            <li key={edge.id} className={styles.listRow}>
              <span className={styles.listName}>{name}</span>
              <span className={`${styles.listFigure} numbers`}>
                {shape === null ? "–" : formatShape(shape)}
              </span>
              <IconButton
                size="small"
                label={t("inspector:inputs.up", { name })}
                disabled={index === 0}
                icon={<ChevronUp size={13} />}
                onClick={() => move(index, -1)}
              />
              <IconButton
                size="small"
                label={t("inspector:inputs.down", { name })}
                disabled={index === edges.length - 1}
                icon={<ChevronDown size={13} />}
                onClick={() => move(index, 1)}
              />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
