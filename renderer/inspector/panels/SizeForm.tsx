import { useId, useState } from "react";
import { openTemplate, type TemplateChoice } from "../../../engine/analysis/template.ts";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { LIMITS } from "../../../engine/tensor/limits.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import { useServices } from "../../app/services.tsx";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Card } from "../cards/Card.tsx";
import styles from "./panels.module.css";

export const SIZE_VARIABLES = ["channels", "height", "width", "classes"] as const;

/** What enters the network and how many classes leave it. A size that cannot work is refused with the smallest that does. */
export function SizeForm({ document }: { readonly document: GraphDocument }) {
  const t = useT();
  const { variables } = document;
  const names = SIZE_VARIABLES.filter((name) => Object.hasOwn(variables, name));
  if (names.length === 0) return null;
  // Undo and edits elsewhere start the form afresh.
  const key = names.map((name) => variables[name]).join(" ");
  return (
    <Card title={t("inspector:size.title")}>
      <Sizes key={key} document={document} names={names} />
    </Card>
  );
}

interface SizesProps {
  readonly document: GraphDocument;
  readonly names: readonly (typeof SIZE_VARIABLES)[number][];
}

function Sizes({ document, names }: SizesProps) {
  const t = useT();
  const engine = useEngineText();
  const { documents } = useServices();
  const id = useId();
  const [choice, setChoice] = useState<TemplateChoice>({});
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const { variables } = document;
  const changed = names.some((name) => choice[name] !== undefined && choice[name] !== variables[name]);
  const apply = (wanted: TemplateChoice): void => {
    setChoice(wanted);
    const opened = openTemplate(document, wanted);
    const found = opened.ok ? undefined : opened.problems[0];
    setRefusal(found ?? null);
    if (!opened.ok) return;
    const result = documents.dispatch([callOf("set-variables", { variables: { ...wanted } })]);
    setRefusal(result.ok ? null : result.problem);
  };
  const smallest = Number(refusal?.values.smallest ?? 0);
  return (
    <form
      className={styles.ends}
      onSubmit={(event) => {
        event.preventDefault();
        apply(choice);
      }}
    >
      <div className={styles.sizes}>
        {names.map((name) => (
          <div key={name} className={styles.size}>
            <label htmlFor={`${id}-${name}`}>{t(`inspector:size.${name}`)}</label>
            <NumberField
              id={`${id}-${name}`}
              value={choice[name] ?? variables[name] ?? 1}
              min={1}
              max={LIMITS.dimension}
              onChange={(value) => {
                if (typeof value === "number") setChoice({ ...choice, [name]: value });
              }}
            />
          </div>
        ))}
      </div>
      {refusal === null ? null : (
        <p className={styles.refusal} role="alert">
          {engine.problem(refusal).message} {engine.problem(refusal).remedy}
        </p>
      )}
      {changed || refusal !== null ? (
        <div className={styles.actions}>
          <Button size="small" variant="primary" type="submit" disabled={!changed}>
            {t("inspector:size.apply")}
          </Button>
          {smallest > 0 ? (
            <Button size="small" onClick={() => apply({ ...choice, height: smallest, width: smallest })}>
              {t("inspector:size.smallest", { size: `${smallest}×${smallest}` })}
            </Button>
          ) : null}
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              setChoice({});
              setRefusal(null);
            }}
          >
            {t("inspector:size.revert")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
