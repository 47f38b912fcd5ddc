/** Where the members of a class are kept: attributes, and dictionaries of modules for names with dots. */
import { nameGiver } from "../../support/names.ts";
import { identifier, isFreeIdentifier } from "../python.ts";
import type { ScopeMember } from "../structure/scope.ts";

/** Names that torch.nn.Module has already, and those of its containers. */
const MODULE_NAMES: ReadonlySet<string> = new Set(
  (
    "T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches " +
    "eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict " +
    "modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook " +
    "register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook " +
    "register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook " +
    "register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ " +
    "set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad NAMES"
  ).split(" "),
);
const CONTAINER_NAMES: ReadonlySet<string> = new Set([
  ...MODULE_NAMES,
  ..."append clear copy extend fromkeys get insert items keys pop popitem setdefault update values".split(
    " ",
  ),
]);

const isAttribute = (name: string): boolean =>
  isFreeIdentifier(name) && !MODULE_NAMES.has(name) && !name.startsWith("_");
const isKey = (name: string): boolean =>
  /^[A-Za-z0-9_-]+$/.test(name) && !CONTAINER_NAMES.has(name) && !name.startsWith("_");

/** An attribute of the class: one module, or a dictionary of attributes by key. */
export type Slot =
  | { readonly type: "member"; readonly index: number }
  | { readonly type: "container"; readonly slots: ReadonlyMap<string, Slot> };

export interface Kept {
  /** Attribute by name, in order. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Python for each member, `self.features["0"]`; absent where the member is no module. */
  readonly places: ReadonlyMap<number, string>;
  /** Attribute to the name in the graph, where they differ. */
  readonly names: ReadonlyMap<string, string>;
  /** A further attribute that is free. */
  give(wish: string): string;
}

type MutableSlots = Map<string, Slot & { readonly type: "member" | "container" }>;

/** `modules` are the indices of those members that are modules. */
export function keep(members: readonly ScopeMember[], modules: readonly number[]): Kept {
  const slots: MutableSlots = new Map();
  const places = new Map<number, string>();
  const later: number[] = [];
  for (const index of modules) {
    const segments = (members[index]?.name ?? "").split(".");
    const [head = "", ...keys] = segments;
    if (isAttribute(head) && keys.every(isKey) && insert(slots, segments, index)) {
      places.set(index, `self.${head}${keys.map((key) => `["${key}"]`).join("")}`);
    } else later.push(index);
  }
  const give = nameGiver((wish) => {
    const name = identifier(wish, "layer");
    return isAttribute(name) ? name : `${name}_`;
  });
  for (const taken of slots.keys()) give(taken);
  const names = new Map<string, string>();
  for (const index of later) {
    const name = members[index]?.name ?? "";
    const own = give(name);
    slots.set(own, { type: "member", index });
    places.set(index, `self.${own}`);
    names.set(own, name);
  }
  return { slots, places, names, give };
}

/** False where the place is taken by a module, or a module would take the place of a container. */
function insert(slots: MutableSlots, [head = "", ...rest]: readonly string[], index: number): boolean {
  const found = slots.get(head);
  if (rest.length === 0) {
    if (found !== undefined) return false;
    slots.set(head, { type: "member", index });
    return true;
  }
  if (found?.type === "member") return false;
  if (found !== undefined) return insert(found.slots as MutableSlots, rest, index);
  const inner: MutableSlots = new Map();
  slots.set(head, { type: "container", slots: inner });
  return insert(inner, rest, index);
}
