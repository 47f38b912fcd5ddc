import { X } from "lucide-react";
import { useId, useState } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import { isIdentifier } from "../../../engine/document/names.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Card } from "../cards/Card.tsx";
import { useEdit } from "../useEdit.ts";
import styles from "./panels.module.css";
import { SIZE_VARIABLES } from "./SizeForm.tsx";

const WIDEST = 1_000_000_000;
const sizes: ReadonlySet<string> = new Set(SIZE_VARIABLES);

/** Numbers that expressions of the top graph may use, besides the sizes that have a form of their own. */
export function VariablesForm({ document }: { readonly document: GraphDocument }) {
  const t = useT();
  const engine = useEngineText();
  const edit = useEdit();
  const id = useId();
  const [name, setName] = useState("");
  const rows = Object.entries(document.variables).filter(([each]) => !sizes.has(each));
  const set = (variables: Readonly<Record<string, number | null>>, gestureKey?: string): boolean =>
    edit.run([callOf("set-variables", { variables })], gestureKey === undefined ? {} : { gestureKey });
  const taken = Object.hasOwn(document.variables, name);
  const error =
    name === "" || (isIdentifier(name) && !taken)
      ? null
      : t(taken ? "inspector:variables.taken" : "inspector:variables.bad", { name });
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
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== "" && error === null && set({ [name]: 1 })) setName("");
        }}
      >
        <TextField
          numbers
          value={name}
          aria-label={t("inspector:variables.name")}
          placeholder={t("inspector:variables.name")}
          onChange={setName}
          {...(error === null ? {} : { error })}
        />
        <Button type="submit" disabled={name === "" || error !== null}>
          {t("inspector:variables.add")}
        </Button>
      </form>
      {edit.refusal === null ? null : (
        <p className={styles.refusal} role="alert">
          {engine.problem(edit.refusal).message}
        </p>
      )}
    </Card>
  );
}
