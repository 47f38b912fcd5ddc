import { useId } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockNode, LayerNode } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { FieldRow } from "../fields/FieldRow.tsx";
import type { Place } from "../subject/place.ts";
import { useEdit } from "../useEdit.ts";

interface FrozenRowProps {
  readonly place: Place;
  readonly nodes: readonly (LayerNode | BlockNode)[];
}

/** Whether the weights of the nodes stay as they are in training. */
export function FrozenRow({ place, nodes }: FrozenRowProps) {
  const id = useId();
  const t = useT();
  const edit = useEdit();
  const count = nodes.filter((node) => node.frozen === true).length;
  const mixed = count > 0 && count < nodes.length;
  const set = (frozen: boolean): void =>
    void edit.run(
      [callOf("set-frozen", { scope: place.scope, ids: nodes.map((node) => node.id), frozen })],
      {},
    );
  return (
    <FieldRow
      id={id}
      label={t("inspector:frozen.label")}
      help={t("inspector:frozen.help")}
      limit={null}
      note={mixed ? t("inspector:field.various") : null}
      refusal={edit.refusal}
      onReset={count === 0 ? null : () => set(false)}
      onLift={null}
      onLeave={edit.clear}
    >
      <Switch id={id} checked={count > 0 && !mixed} onChange={set} />
    </FieldRow>
  );
}
