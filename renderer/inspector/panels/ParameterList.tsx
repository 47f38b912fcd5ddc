import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockDefinition } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Card } from "../cards/Card.tsx";
import { useEdit } from "../useEdit.ts";
import { NameForm } from "./NameForm.tsx";
import { ParameterEditor } from "./ParameterEditor.tsx";
import styles from "./panels.module.css";
import { freshSpec } from "./parameterSpec.ts";

/** The parameters of the open block; a new one is a whole number until its type is changed. */
export function ParameterList({ block }: { readonly block: BlockDefinition }) {
  const t = useT();
  const edit = useEdit();
  return (
    <Card title={t("inspector:definition.parameters")}>
      {block.parameters.map((parameter) => (
        <ParameterEditor key={parameter.name} block={block} parameter={parameter} />
      ))}
      {block.parameters.length === 0 ? <p className={styles.hint}>{t("inspector:definition.none")}</p> : null}
      <NameForm
        label={t("inspector:definition.name")}
        action={t("inspector:definition.add")}
        isTaken={(name) => block.parameters.some((parameter) => parameter.name === name)}
        explain={(name, why) => t(`inspector:definition.${why}`, { name })}
        onAdd={(name) => {
          const spec = freshSpec("int", { label: name, help: "" });
          return edit.run([callOf("add-block-parameter", { block: block.id, name, spec })]);
        }}
        refusal={edit.refusal}
      />
    </Card>
  );
}
