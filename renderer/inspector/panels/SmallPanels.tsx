import { callOf } from "../../../engine/document/commands/index.ts";
import type { Note, PortNode, UnknownNode } from "../../../engine/document/types.ts";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { CommitField } from "../CommitField.tsx";
import { Card } from "../cards/Card.tsx";
import cards from "../cards/cards.module.css";
import { ProblemsCard } from "../cards/ProblemsCard.tsx";
import { ShapeCard } from "../cards/ShapeCard.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import { unknownKind } from "../subject/describe.ts";
import { type Place, problemsAt, shapeAt } from "../subject/place.ts";
import { NodeHeader } from "./NodeHeader.tsx";

/** The boundary of the open block. */
export function PortPanel({ place, node }: { readonly place: Place; readonly node: PortNode }) {
  const t = useT();
  return (
    <div className={styles.inspector}>
      <NodeHeader place={place} node={node} tone="port" title={t(`inspector:port.${node.direction}`)} />
      <ProblemsCard problems={problemsAt(place, node.id)} />
      <ShapeCard inputs={[]} output={shapeAt(place, node.id)} lines={[]} />
      <Card title={t("inspector:about")}>
        <p className={cards.explain}>{t("inspector:port.about")}</p>
      </Card>
    </div>
  );
}

/** A text on the canvas, or the name of a frame. */
export function NotePanel({ place, note }: { readonly place: Place; readonly note: Note }) {
  const t = useT();
  const { documents } = useServices();
  return (
    <div className={styles.inspector}>
      <Header tone="shape" title={t(`inspector:note.${note.type}`)} />
      <CommitField
        visibleLabel
        multiline={note.type === "note"}
        label={t("inspector:note.text")}
        value={note.text}
        onCommit={(text) => {
          const call = callOf("update-note", { scope: place.scope, id: note.id, changes: { text } });
          const result = documents.dispatch([call]);
          return result.ok ? null : result.problem;
        }}
      />
    </div>
  );
}

/** A node of a kind that this version does not know, as the file has it. */
export function UnknownPanel({ place, node }: { readonly place: Place; readonly node: UnknownNode }) {
  const t = useT();
  return (
    <div className={styles.inspector}>
      <NodeHeader
        place={place}
        node={node}
        tone="unknown"
        title={unknownKind(node.raw) || t("inspector:unknown.heading")}
      />
      <ProblemsCard problems={problemsAt(place, node.id)} />
      <p className={styles.lead}>{t("inspector:unknown.about")}</p>
      <Card title={t("inspector:unknown.json")}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
        <pre className={styles.json} tabIndex={0}>
          {JSON.stringify(node.raw, null, 2)}
        </pre>
      </Card>
    </div>
  );
}
