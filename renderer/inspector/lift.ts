/** A value inside a block becomes a parameter of the block, with that value as its default: nothing changes anywhere. */
import { callOf } from "../../engine/document/commands/index.ts";
import { isIdentifier } from "../../engine/document/names.ts";
import { checkParam } from "../../engine/document/params.ts";
import type { BlockDefinition, BlockNode, LayerNode } from "../../engine/document/types.ts";
import type { ParamSpec, ParamValue } from "../../engine/layers/param.ts";
import type { CommandCall } from "../../engine/tensor/problem.ts";

/** A name for a parameter that the block does not have: `kernel`, else `conv1_kernel`, else with a number. */
export function parameterName(taken: ReadonlySet<string>, node: string, param: string): string {
  const prefix = node.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^[^A-Za-z]+/, "");
  const base = prefix === "" ? `p_${param}` : `${prefix}_${param}`;
  const candidates = [param, base];
  for (let count = 2; count <= taken.size + 2; count++) candidates.push(`${base}${count}`);
  return candidates.find((name) => isIdentifier(name) && !taken.has(name)) ?? base;
}

const withDefault = (spec: ParamSpec, value: ParamValue): ParamSpec | null => {
  const checked = checkParam(spec, value);
  return checked.ok ? ({ ...spec, default: checked.value } as ParamSpec) : null;
};

/** Null where the value is not one that a default can be. */
export function liftCalls(
  block: BlockDefinition,
  node: LayerNode | BlockNode,
  param: string,
  spec: ParamSpec,
  value: ParamValue,
): readonly CommandCall[] | null {
  const own = withDefault(spec, value);
  if (own === null) return null;
  const name = parameterName(new Set(block.parameters.map((each) => each.name)), node.name, param);
  const values = { [param]: `=${name}` };
  const at = { scope: block.id, ids: [node.id] };
  return [
    callOf("add-block-parameter", { block: block.id, name, spec: own }),
    node.type === "layer"
      ? callOf("set-params", { ...at, params: values })
      : callOf("set-args", { ...at, args: values }),
  ];
}
