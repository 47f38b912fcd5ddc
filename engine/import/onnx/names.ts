/** Where in the network an operation stands, by the names that the exporting program left. */
import { isNodeName } from "../../document/names.ts";
import type { Wish } from "../draft.ts";
import type { NodeProto } from "./model.ts";

/** Names that weights have at their end, longest first. */
const WEIGHT_NAMES = ["running_mean", "running_var", "weight", "bias", "gamma", "beta", "kernel"];

/** `layer1.0.conv1` from `layer1.0.conv1.weight`; nothing from a number or `onnx::Conv_497`. */
export function moduleOfWeight(name: string): string | null {
  const last = name.lastIndexOf(".");
  if (last < 1 || !WEIGHT_NAMES.includes(name.slice(last + 1))) return null;
  const path = name.slice(0, last);
  return isNodeName(path) ? path : null;
}

const clean = (part: string): string =>
  part.replace(/[^\p{L}\p{N}_.-]+/gu, "_").replace(/^\.+|\.+$|\.(?=\.)/g, "");

/**
 * PyTorch names operations by the way through its modules: `/layer1/layer1.0/conv1/Conv`, where a numbered child
 * repeats its parent's name.
 */
function scopeOf(name: string): readonly string[] {
  const parts = name.split("/").filter((part) => part !== "");
  const path: string[] = [];
  let before = "";
  for (const part of parts) {
    path.push(before !== "" && part.startsWith(`${before}.`) ? part.slice(before.length + 1) : part);
    before = part;
  }
  return path;
}

/** `Conv` and `Conv_3` of the operation `Conv`. */
const isOperation = (part: string, op: string): boolean =>
  part.startsWith(op) && /^(?:_\d+)?$/.test(part.slice(op.length));

export function wishOf({ name, op }: NodeProto, weightNames: readonly string[]): Wish {
  for (const weight of weightNames) {
    const path = moduleOfWeight(weight);
    if (path !== null) return { path };
  }
  if (name.includes("/")) {
    const scope = scopeOf(name)
      .map(clean)
      .filter((part) => part !== "");
    const last = scope.at(-1) ?? "";
    const inside = isOperation(last, op) ? scope.slice(0, -1) : scope;
    const path = inside.join(".");
    // An operation of a module's own forward function has no module of its own: `/layer1/layer1.0/Add`.
    if (path === "" || (isOperation(last, op) && FREE.has(op)))
      return path === "" || isNodeName(path) ? { module: path } : {};
    return isNodeName(path) ? { path } : {};
  }
  if (isNodeName(name) && !isOperation(name, op) && !/^\d+$/.test(name)) return { path: name };
  return {};
}

/** Operations that programs write without a module of their own. */
const FREE: ReadonlySet<string> = new Set([
  "Add",
  "Mul",
  "Concat",
  "Flatten",
  "Reshape",
  "Sum",
  "Pad",
  "Softmax",
]);
