import { useId } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { GraphNode } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { ExpressionField } from "../fields/ExpressionField.tsx";
import { FieldRow } from "../fields/FieldRow.tsx";
import type { Place } from "../subject/place.ts";
import { useEdit } from "../useEdit.ts";

interface MutedRowProps {
  readonly place: Place;
  readonly nodes: readonly GraphNode[];
}

/** Whether the nodes take part, or pass their first input through. */
export function MutedRow({ place, nodes }: MutedRowProps) {
  const id = useId();
  const t = useT();
  const edit = useEdit();
  const [first] = nodes;
  const muted = first?.muted ?? false;
  const mixed = nodes.some((node) => (node.muted ?? false) !== muted);
  const set = (value: boolean | string, gestureKey?: string): void =>
    void edit.run(
      [callOf("set-muted", { scope: place.scope, ids: nodes.map((node) => node.id), muted: value })],
      gestureKey === undefined ? {} : { gestureKey },
    );
  return (
    <FieldRow
      id={id}
      label={t("inspector:muted.label")}
      help={t("inspector:muted.help")}
      limit={null}
      note={mixed ? t("inspector:field.various") : null}
      refusal={edit.refusal}
      onReset={muted === false && !mixed ? null : () => set(false)}
      onLift={null}
      onLeave={edit.clear}
    >
      {typeof muted === "string" && !mixed ? (
        <ExpressionField id={id} value={muted} onChange={(text, gesture) => set(text, `${id}/${gesture}`)} />
      ) : (
        <Switch id={id} checked={muted === true && !mixed} onChange={(checked) => set(checked)} />
      )}
    </FieldRow>
  );
}
