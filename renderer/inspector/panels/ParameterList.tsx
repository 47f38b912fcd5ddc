import { useState } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import { isIdentifier } from "../../../engine/document/names.ts";
import type { BlockDefinition } from "../../../engine/document/types.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Card } from "../cards/Card.tsx";
import { useEdit } from "../useEdit.ts";
import { ParameterEditor } from "./ParameterEditor.tsx";
import styles from "./panels.module.css";
import { freshSpec } from "./parameterSpec.ts";

/** The parameters of the open block; a new one is a whole number until its type is changed. */
export function ParameterList({ block }: { readonly block: BlockDefinition }) {
  const t = useT();
  const engine = useEngineText();
  const edit = useEdit();
  const [name, setName] = useState("");
  const taken = block.parameters.some((parameter) => parameter.name === name);
  const error =
    name === "" || (isIdentifier(name) && !taken)
      ? null
      : t(taken ? "inspector:definition.taken" : "inspector:definition.bad", { name });
  return (
    <Card title={t("inspector:definition.parameters")}>
      {block.parameters.map((parameter) => (
        <ParameterEditor key={parameter.name} block={block} parameter={parameter} />
      ))}
      {block.parameters.length === 0 ? <p className={styles.hint}>{t("inspector:definition.none")}</p> : null}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (name === "" || error !== null) return;
          const spec = freshSpec("int", { label: name, help: "" });
          if (edit.run([callOf("add-block-parameter", { block: block.id, name, spec })])) setName("");
        }}
      >
        <TextField
          numbers
          value={name}
          aria-label={t("inspector:definition.name")}
          placeholder={t("inspector:definition.name")}
          onChange={setName}
          {...(error === null ? {} : { error })}
        />
        <Button type="submit" disabled={name === "" || error !== null}>
          {t("inspector:definition.add")}
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
