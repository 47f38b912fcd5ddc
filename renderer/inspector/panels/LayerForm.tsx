import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { callOf } from "../../../engine/document/commands/index.ts";
import type { LayerNode } from "../../../engine/document/types.ts";
import { type LayerKind, layerSpec } from "../../../engine/layers/index.ts";
import { isExpression, type ParamSpec } from "../../../engine/layers/param.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import styles from "../fields/fields.module.css";
import { Form, ParamRow, type ParamSource } from "../fields/ParamForm.tsx";
import { fieldValue } from "../fields/values.ts";
import { liftCalls } from "../lift.ts";
import type { Place } from "../subject/place.ts";
import { shownParams } from "./shownParams.ts";

interface LayerFormProps {
  readonly place: Place;
  readonly kind: LayerKind;
  readonly nodes: readonly LayerNode[];
  /** Values worked out where the one node stands. */
  readonly resolved: Readonly<Record<string, unknown>> | null;
}

const sameValues = (a: LayerFormProps["resolved"], b: LayerFormProps["resolved"]): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** Of the place the form needs only the graph that it writes to; most edits are elsewhere and leave it as it is. */
const sameForm = (a: LayerFormProps, b: LayerFormProps): boolean =>
  a.kind === b.kind &&
  a.place.scope === b.place.scope &&
  a.place.block === b.place.block &&
  a.nodes.length === b.nodes.length &&
  a.nodes.every((node, index) => node === b.nodes[index]) &&
  sameValues(a.resolved, b.resolved);

/** The parameters of one layer, or of several of the same kind at once. */
export const LayerForm = memo(LayerFormOf, sameForm);

function LayerFormOf({ place, kind, nodes, resolved }: LayerFormProps) {
  const t = useT();
  const engine = useEngineText();
  const { params: table } = layerSpec(kind);
  const stored = nodes.map((node) => node.params);
  const ids = nodes.map(({ id }) => id);
  const [only] = nodes;
  const { block, scope } = place;
  const source: ParamSource = {
    table,
    stored,
    ...(resolved === null ? {} : { resolved }),
    label: (name) => engine.paramLabel(kind, name),
    help: (name) => engine.paramHelp(kind, name),
    set: (name, value) => [callOf("set-params", { scope, ids, params: { [name]: value } })],
    ...(block === null || only === undefined || nodes.length > 1
      ? {}
      : { lift: (name, spec, value) => liftCalls(block, only, name, spec, value) }),
  };
  const known = (name: string): unknown => {
    const spec = table[name];
    if (spec === undefined) return undefined;
    const { value, mixed } = fieldValue(spec, name, stored);
    if (mixed) return undefined;
    return isExpression(value) ? resolved?.[name] : value;
  };
  const { main, initialiser } = shownParams(table, known);
  if (main.length + initialiser.length === 0) return null;
  const row = ([name, spec]: readonly [string, ParamSpec]) => (
    <ParamRow key={name} name={name} spec={spec} source={source} />
  );
  const init = known("init");
  return (
    <Form>
      {main.map(row)}
      {initialiser.length === 0 ? null : (
        <details className={styles.group}>
          <summary>
            <ChevronRight size={13} />
            {t("inspector:initialiser")}
            {typeof init === "string" ? (
              <span className={styles.summaryValue}>{engine.option("init", init)}</span>
            ) : null}
          </summary>
          <Form>{initialiser.map(row)}</Form>
        </details>
      )}
    </Form>
  );
}
