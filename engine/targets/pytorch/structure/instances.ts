/** The uses of every graph of a document: the network itself, and each block at each place and in each copy. */
import type { Path } from "../../../blocks/types.ts";
import type { GraphDocument, Scope } from "../../../document/types.ts";
import type { Shape } from "../../../tensor/shape.ts";
import { answerOf, type NetworkNode } from "../../support/network.ts";
import { Unsupported } from "../../support/types.ts";
import { pytorchKinds } from "../emit/index.ts";
import type { PyLayer } from "../types.ts";
import { type ScopePlan, scopePlan } from "./scope.ts";

/** One primitive layer where it stands. */
export interface LayerUse {
  readonly type: "layer";
  readonly path: Path;
  readonly layer: PyLayer;
  readonly reads: readonly Path[];
  readonly shape: Shape;
}
export type MemberUse =
  | LayerUse
  | { readonly type: "block"; readonly copies: readonly Instance[] }
  /** Muted: the first input passes through. */
  | { readonly type: "absent" }
  | { readonly type: "port" };
export interface Instance {
  readonly plan: ScopePlan;
  /** As the members of the plan. */
  readonly members: readonly MemberUse[];
}

/** A node of the expanded graph with what it takes to find it from the document. */
export interface PlacedNode {
  readonly node: NetworkNode;
  readonly origin: readonly string[];
  readonly copies: readonly number[];
}

export function layerUse(node: NetworkNode): LayerUse {
  const { kind, facts, reads } = node;
  const layer = answerOf(pytorchKinds, node);
  if (layer instanceof Unsupported) throw new Error(`PyTorch has no answer for ${kind}.`);
  return { type: "layer", path: facts.path, layer, reads, shape: facts.output };
}

const keyOf = (origin: readonly string[], copies: readonly number[]): string =>
  `${origin.join("/")}|${copies.join("/")}`;

/** The network as an instance that holds all others; `null` where a graph cannot be a class. */
export function instanceTree(document: GraphDocument, nodes: readonly PlacedNode[]): Instance | null {
  const layers = new Map<string, NetworkNode>();
  const copyCounts = new Map<string, number>();
  for (const { node, origin, copies } of nodes) {
    layers.set(keyOf(origin, copies), node);
    for (let level = 1; level < origin.length; level++) {
      const key = keyOf(origin.slice(0, level), copies.slice(0, level - 1));
      copyCounts.set(key, Math.max(copyCounts.get(key) ?? 0, (copies[level - 1] ?? 0) + 1));
    }
  }
  const plans = new Map<Scope, ScopePlan | null>();
  const planOf = (scope: Scope): ScopePlan | null => {
    const known = plans.get(scope);
    if (known !== undefined) return known;
    const plan = scopePlan(document, scope);
    plans.set(scope, plan);
    return plan;
  };

  const instance = (scope: Scope, origin: readonly string[], copies: readonly number[]): Instance | null => {
    const plan = planOf(scope);
    if (plan === null) return null;
    const members: MemberUse[] = [];
    for (const member of plan.members) {
      const here = [...origin, member.id];
      if (member.block !== undefined) {
        const count = copyCounts.get(keyOf(here, copies)) ?? 0;
        const uses: Instance[] = [];
        for (let copy = 0; copy < count; copy++) {
          const inner = instance(member.block, here, [...copies, copy]);
          if (inner === null) return null;
          uses.push(inner);
        }
        members.push(uses.length === 0 ? { type: "absent" } : { type: "block", copies: uses });
        continue;
      }
      const node = layers.get(keyOf(here, [...copies, 0]));
      if (node !== undefined) members.push(layerUse(node));
      else members.push(member.type === "layer" ? { type: "absent" } : { type: "port" });
    }
    return { plan, members };
  };
  return instance(null, [], []);
}

/** Instances by graph, those inside before those around them. */
export function instancesByScope(root: Instance): ReadonlyMap<Scope, readonly Instance[]> {
  const found = new Map<Scope, Instance[]>();
  const depths = new Map<Scope, number>();
  const visit = (instance: Instance): number => {
    let depth = 0;
    for (const use of instance.members) {
      if (use.type !== "block") continue;
      for (const copy of use.copies) depth = Math.max(depth, 1 + visit(copy));
    }
    const { scope } = instance.plan;
    const list = found.get(scope);
    if (list === undefined) found.set(scope, [instance]);
    else list.push(instance);
    depths.set(scope, Math.max(depths.get(scope) ?? 0, depth));
    return depth;
  };
  visit(root);
  const order = [...found].sort(([a], [b]) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
  return new Map(order);
}
