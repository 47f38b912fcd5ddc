import { ChevronRight, Trash2 } from "lucide-react";
import { type ReactNode, useId } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockDefinition, BlockParameter } from "../../../engine/document/types.ts";
import type { ParamSpec } from "../../../engine/layers/param.ts";
import { useServices } from "../../app/services.tsx";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select } from "../../ui/Select.tsx";
import { CommitField } from "../CommitField.tsx";
import { ParamControl } from "../fields/ParamControl.tsx";
import { shownValue } from "../fields/values.ts";
import { useEdit } from "../useEdit.ts";
import styles from "./panels.module.css";
import { PARAM_TYPES, withDefault, withLimits, withOptions, withType } from "./parameterSpec.ts";

interface ParameterEditorProps {
  readonly block: BlockDefinition;
  readonly parameter: BlockParameter;
}

const WIDEST = 1_000_000_000;

/** One parameter of a block: its name, type, default and limits. */
export function ParameterEditor({ block, parameter: { name, spec } }: ParameterEditorProps) {
  const t = useT();
  const engine = useEngineText();
  const edit = useEdit();
  const { documents } = useServices();
  const id = useId();
  const set = (next: ParamSpec | null, gesture?: string): void => {
    if (next === null) return;
    const options = gesture === undefined ? {} : { gestureKey: `${id}/${gesture}` };
    edit.run([callOf("set-block-parameter", { block: block.id, name, spec: next })], options);
  };
  const field = (key: string, label: string, control: ReactNode) => (
    <div className={cx(styles.size, (key === "type" || key === "default") && styles.wide)}>
      <label htmlFor={`${id}-${key}`}>{label}</label>
      {control}
    </div>
  );
  const limit = (key: "min" | "max") =>
    "min" in spec
      ? field(
          key,
          t(`inspector:definition.${key}`),
          <NumberField
            id={`${id}-${key}`}
            value={spec[key]}
            min={key === "min" ? -WIDEST : spec.min}
            max={key === "min" ? spec.max : WIDEST}
            integer={spec.type !== "float"}
            onChange={(value, gesture) => {
              if (typeof value === "number") set(withLimits(spec, { [key]: value }), gesture);
            }}
          />,
        )
      : null;
  return (
    <details className={styles.parameter}>
      <summary>
        <ChevronRight size={13} />
        <code>{name}</code>
        <span className={styles.parameterValue}>
          {t(`inspector:definition.types.${spec.type}`)} · {shownValue(spec.default)}
        </span>
      </summary>
      <div className={styles.parameterBody}>
        <CommitField
          visibleLabel
          label={t("inspector:definition.rename")}
          value={name}
          onCommit={(to) => {
            const result = documents.dispatch([
              callOf("rename-block-parameter", { block: block.id, name, to }),
            ]);
            return result.ok ? null : result.problem;
          }}
        />
        <CommitField
          visibleLabel
          label={t("inspector:definition.label")}
          value={spec.label}
          onCommit={(label) => {
            set({ ...spec, label });
            return null;
          }}
        />
        <div className={styles.sizes}>
          {field(
            "type",
            t("inspector:definition.type"),
            <Select
              id={`${id}-type`}
              value={spec.type}
              options={PARAM_TYPES.map((type) => ({
                value: type,
                label: t(`inspector:definition.types.${type}`),
              }))}
              onChange={(type) => set(withType(spec, type))}
            />,
          )}
          {field(
            "default",
            t("inspector:definition.default"),
            <ParamControl
              id={`${id}-default`}
              name={name}
              spec={spec}
              label={t("inspector:definition.default")}
              value={spec.default}
              mixed={false}
              onChange={(value, gesture) => set(withDefault(spec, value), gesture)}
            />,
          )}
          {limit("min")}
          {limit("max")}
        </div>
        {spec.type === "choice" ? (
          <CommitField
            visibleLabel
            label={t("inspector:definition.options")}
            value={spec.options.join(", ")}
            onCommit={(text) => {
              set(withOptions(spec, text));
              return null;
            }}
          />
        ) : null}
        {edit.refusal === null ? null : (
          <p className={styles.refusal} role="alert">
            {engine.problem(edit.refusal).message} {engine.problem(edit.refusal).remedy}
          </p>
        )}
        <div>
          <Button
            size="small"
            variant="danger"
            icon={<Trash2 size={13} />}
            onClick={() => void edit.run([callOf("remove-block-parameter", { block: block.id, name })])}
          >
            {t("inspector:definition.remove", { name })}
          </Button>
        </div>
      </div>
    </details>
  );
}
