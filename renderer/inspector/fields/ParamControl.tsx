import { isExpression, type ParamSpec, type ParamValue } from "../../../engine/layers/param.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { PairField } from "../../ui/PairField.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { ExpressionField } from "./ExpressionField.tsx";
import { ListField } from "./ListField.tsx";
import { numberOf, pairOf, pairValue, stepOf } from "./values.ts";

interface ParamControlProps {
  readonly id: string;
  readonly name: string;
  readonly spec: ParamSpec;
  readonly label: string;
  readonly value: ParamValue;
  /** Several nodes with different values: the control shows none of them. */
  readonly mixed: boolean;
  readonly describedBy?: string;
  readonly onChange: (value: ParamValue, gesture: string) => void;
}

/** The control that fits a parameter's type. */
export function ParamControl(props: ParamControlProps) {
  const { id, name, spec, label, value, mixed, describedBy, onChange } = props;
  const t = useT();
  const engine = useEngineText();
  const described = describedBy === undefined ? {} : { describedBy };
  switch (spec.type) {
    case "int":
    case "float":
      return (
        <NumberField
          id={id}
          {...described}
          value={mixed ? "" : numberOf(value)}
          min={spec.min}
          max={spec.max}
          integer={spec.type === "int"}
          step={spec.type === "int" ? 1 : stepOf(spec)}
          expressions
          {...(spec.type === "int" && spec.unit !== undefined ? { unit: engine.unit(spec.unit) } : {})}
          onChange={onChange}
        />
      );
    case "pair":
      // One expression for both axes has the room of both.
      if (isExpression(value) && !mixed) {
        return (
          <NumberField
            id={id}
            {...described}
            value={value}
            min={spec.min}
            max={spec.max}
            expressions
            onChange={(both, gesture) => onChange(pairValue([both, both]), gesture)}
          />
        );
      }
      return (
        <PairField
          id={id}
          {...described}
          value={mixed ? ["", ""] : pairOf(value)}
          min={spec.min}
          max={spec.max}
          expressions
          labels={[t("inspector:field.height", { label }), t("inspector:field.width", { label })]}
          linkLabel={t("inspector:field.link", { label })}
          onChange={(pair, gesture) => onChange(pairValue(pair), gesture)}
        />
      );
    case "ints":
      return (
        <ListField
          id={id}
          spec={spec}
          value={mixed ? "" : value}
          describedBy={describedBy}
          onChange={onChange}
        />
      );
    case "bool":
      if (isExpression(value) && !mixed) return <ExpressionField id={id} value={value} onChange={onChange} />;
      return (
        <Switch
          id={id}
          checked={value === true && !mixed}
          onChange={(checked) => onChange(checked, `switch/${checked}`)}
        />
      );
    case "choice": {
      if (isExpression(value) && !mixed) return <ExpressionField id={id} value={value} onChange={onChange} />;
      const options = spec.options.map((option) => ({ value: option, label: engine.option(name, option) }));
      const various = { value: "", label: t("inspector:field.various") };
      return (
        <Select
          id={id}
          value={mixed ? "" : String(value)}
          options={mixed ? [various, ...options] : options}
          onChange={(chosen) => {
            if (chosen !== "") onChange(chosen, `choice/${chosen}`);
          }}
        />
      );
    }
  }
}
