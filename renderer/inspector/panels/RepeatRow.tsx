import { useId } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockNode } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { FieldRow } from "../fields/FieldRow.tsx";
import type { Place } from "../subject/place.ts";
import { useEdit } from "../useEdit.ts";

const MOST = 10_000;

/** How often the block stands in a chain; once is no repeat. */
export function RepeatRow({ place, node }: { readonly place: Place; readonly node: BlockNode }) {
  const id = useId();
  const t = useT();
  const edit = useEdit();
  const set = (repeat: number | string | null, gestureKey?: string): void =>
    void edit.run(
      [callOf("set-repeat", { scope: place.scope, id: node.id, repeat })],
      gestureKey === undefined ? {} : { gestureKey },
    );
  return (
    <FieldRow
      id={id}
      label={t("inspector:block.repeat")}
      help={t("inspector:block.repeatHelp")}
      limit={t("inspector:field.whole", { min: 1, max: MOST })}
      note={null}
      refusal={edit.refusal}
      onReset={node.repeat === undefined ? null : () => set(null)}
      onLift={null}
      onLeave={edit.clear}
    >
      <NumberField
        id={id}
        describedBy={`${id}-limit`}
        value={node.repeat ?? 1}
        min={1}
        max={MOST}
        expressions
        unit="×"
        onChange={(value, gesture) => set(value === 1 ? null : value, `${id}/${gesture}`)}
      />
    </FieldRow>
  );
}
