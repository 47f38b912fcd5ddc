import { callOf } from "../../../engine/document/commands/index.ts";
import type { BlockDefinition, BlockNode } from "../../../engine/document/types.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Form, ParamRow, type ParamSource } from "../fields/ParamForm.tsx";
import styles from "../inspector.module.css";
import { liftCalls } from "../lift.ts";
import type { Place } from "../subject/place.ts";

interface BlockFormProps {
  readonly place: Place;
  readonly definition: BlockDefinition;
  readonly nodes: readonly BlockNode[];
}

/** The arguments of one use of a block, or of several at once. */
export function BlockForm({ place, definition, nodes }: BlockFormProps) {
  const t = useT();
  const engine = useEngineText();
  const { block, scope } = place;
  const ids = nodes.map(({ id }) => id);
  const [only] = nodes;
  const { parameters } = definition;
  if (parameters.length === 0) return <p className={styles.path}>{t("inspector:block.noArguments")}</p>;
  const source: ParamSource = {
    table: Object.fromEntries(parameters.map(({ name, spec }) => [name, spec])),
    stored: nodes.map((node) => node.args),
    label: (name, spec) => engine.block(spec.label === "" ? name : spec.label),
    help: (_name, spec) => engine.block(spec.help),
    set: (name, value) => [callOf("set-args", { scope, ids, args: { [name]: value } })],
    ...(block === null || only === undefined || nodes.length > 1
      ? {}
      : { lift: (name, spec, value) => liftCalls(block, only, name, spec, value) }),
  };
  return (
    <Form>
      {parameters.map(({ name, spec }) => (
        <ParamRow key={name} name={name} spec={spec} source={source} />
      ))}
    </Form>
  );
}
