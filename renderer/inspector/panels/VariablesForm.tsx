import { X } from "lucide-react";
import { useId } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { IconButton } from "../../ui/Button.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Card } from "../cards/Card.tsx";
import { useEdit } from "../useEdit.ts";
import { NameForm } from "./NameForm.tsx";
import styles from "./panels.module.css";
import { SIZE_VARIABLES } from "./SizeForm.tsx";

const WIDEST = 1_000_000_000;
const sizes: ReadonlySet<string> = new Set(SIZE_VARIABLES);

/** Numbers that expressions of the top graph may use, besides the sizes that have a form of their own. */
export function VariablesForm({ document }: { readonly document: GraphDocument }) {
  const t = useT();
  const edit = useEdit();
  const id = useId();
  const rows = Object.entries(document.variables).filter(([each]) => !sizes.has(each));
  const set = (variables: Readonly<Record<string, number | null>>, gestureKey?: string): boolean =>
    edit.run([callOf("set-variables", { variables })], gestureKey === undefined ? {} : { gestureKey });
  return (
    <Card title={t("inspector:variables.title")}>
      {rows.map(([each, value]) => (
        <div key={each} className={styles.variable}>
          <code>{each}</code>
          <NumberField
            label={each}
            value={value}
            min={-WIDEST}
            max={WIDEST}
            integer={false}
            onChange={(next, gesture) => {
              if (typeof next === "number") set({ [each]: next }, `${id}/${gesture}`);
            }}
          />
          <IconButton
            size="small"
            label={t("inspector:variables.remove", { name: each })}
            icon={<X size={12} />}
            onClick={() => void set({ [each]: null })}
          />
        </div>
      ))}
      {rows.length === 0 ? <p className={styles.hint}>{t("inspector:variables.hint")}</p> : null}
      <NameForm
        label={t("inspector:variables.name")}
        action={t("inspector:variables.add")}
        isTaken={(name) => Object.hasOwn(document.variables, name)}
        explain={(name, why) => t(`inspector:variables.${why}`, { name })}
        onAdd={(name) => set({ [name]: 1 })}
        refusal={edit.refusal}
      />
    </Card>
  );
}
