import { type ReactNode, useId } from "react";
import {
  isExpression,
  type ParamSpec,
  type ParamTable,
  type ParamValue,
} from "../../../engine/layers/param.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useEdit } from "../useEdit.ts";
import { FieldRow } from "./FieldRow.tsx";
import styles from "./fields.module.css";
import { ParamControl } from "./ParamControl.tsx";
import { type FieldValue, fieldValue, shownValue } from "./values.ts";

export interface ParamSource {
  readonly table: ParamTable;
  /** What each of the nodes stores. */
  readonly stored: readonly Readonly<Record<string, ParamValue>>[];
  /** Values worked out where the node stands; absent where that is not known. */
  readonly resolved?: Readonly<Record<string, unknown>>;
  label(name: string, spec: ParamSpec): string;
  help(name: string, spec: ParamSpec): string;
  /** `null` puts the default back. */
  set(name: string, value: ParamValue | null): readonly CommandCall[];
  /** Makes a parameter of the block around of it. */
  readonly lift?: (name: string, spec: ParamSpec, value: ParamValue) => readonly CommandCall[] | null;
}

export const Form = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.form}>{children}</div>
);

interface ParamRowProps {
  readonly name: string;
  readonly spec: ParamSpec;
  readonly source: ParamSource;
}

/** One parameter of one or several nodes. Edits of one visit to the field are one undo step. */
export function ParamRow({ name, spec, source }: ParamRowProps) {
  const id = useId();
  const t = useT();
  const edit = useEdit();
  const field = fieldValue(spec, name, source.stored);
  const label = source.label(name, spec);
  const limit = limitText(spec, t);
  const lift =
    field.mixed || hasExpression(field.value) ? null : (source.lift?.(name, spec, field.value) ?? null);
  return (
    <FieldRow
      id={id}
      label={label}
      help={source.help(name, spec)}
      limit={limit}
      note={noteOf(field, source.resolved?.[name], t("inspector:field.various"))}
      refusal={edit.refusal}
      onReset={field.initial ? null : () => void edit.run(source.set(name, null))}
      onLift={lift === null ? null : () => void edit.run(lift)}
      onLeave={edit.clear}
    >
      <ParamControl
        id={id}
        name={name}
        spec={spec}
        label={label}
        value={field.value}
        mixed={field.mixed}
        {...(limit === null ? {} : { describedBy: `${id}-limit` })}
        onChange={(value, gesture) =>
          void edit.run(source.set(name, value), { gestureKey: `${id}/${gesture}` })
        }
      />
    </FieldRow>
  );
}

const hasExpression = (value: ParamValue): boolean =>
  isExpression(value) || (Array.isArray(value) && value.some(isExpression));

function noteOf({ value, mixed }: FieldValue, resolved: unknown, various: string): string | null {
  if (mixed) return various;
  return hasExpression(value) && resolved !== undefined ? `= ${shownValue(resolved)}` : null;
}

function limitText(
  spec: ParamSpec,
  t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string,
): string | null {
  switch (spec.type) {
    case "int":
    case "pair":
      return t("inspector:field.whole", { min: spec.min, max: spec.max });
    case "float":
      return t("inspector:field.number", { min: spec.min, max: spec.max });
    case "ints":
      return t("inspector:field.list", {
        min: spec.min,
        max: spec.max,
        least: spec.minLength,
        most: spec.maxLength,
      });
    default:
      return null;
  }
}
