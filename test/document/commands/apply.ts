/** Applying commands in tests: the document, or the code of the refusal. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { expand } from "../../../engine/blocks/expand.ts";
import {
  type ArgsOf,
  applyCommand,
  type CommandId,
  callOf,
} from "../../../engine/document/commands/index.ts";
import type { CommandContext } from "../../../engine/document/commands.ts";
import { graphOf } from "../../../engine/document/graph.ts";
import type { GraphDocument, Scope } from "../../../engine/document/types.ts";

/** `new1`, `new2`, ... */
export function counted(): CommandContext {
  let count = 0;
  return { newId: () => `new${++count}` };
}

export function apply<K extends CommandId>(document: GraphDocument, id: K, args: ArgsOf<K>): GraphDocument {
  const outcome = applyCommand(document, callOf(id, args), counted());
  return outcome.ok ? outcome.document : expect.fail(`${outcome.problem.code}: ${outcome.problem.message}`);
}

export function created<K extends CommandId>(
  document: GraphDocument,
  id: K,
  args: ArgsOf<K>,
): readonly string[] {
  const outcome = applyCommand(document, callOf(id, args), counted());
  return outcome.ok ? (outcome.created ?? []) : expect.fail(outcome.problem.message);
}

export function refusal<K extends CommandId>(document: GraphDocument, id: K, args: ArgsOf<K>): string {
  const outcome = applyCommand(document, callOf(id, args), counted());
  return outcome.ok ? "done" : outcome.problem.code;
}

/** `a>b` for each wire, by names, with ports and slots where they are not the usual ones. */
export function wiring(document: GraphDocument, scope: Scope = null): readonly string[] {
  const { nodes, edges } = graphOf(document, scope);
  const name = (id: string): string => nodes.find((node) => node.id === id)?.name ?? `?${id}`;
  return edges
    .map((edge) => {
      const from = edge.fromPort === "out" ? name(edge.from) : `${name(edge.from)}.${edge.fromPort}`;
      const to = edge.toPort === "in" ? name(edge.to) : `${name(edge.to)}.${edge.toPort}`;
      return `${from}>${to}${edge.slot === 0 ? "" : `#${edge.slot}`}`;
    })
    .sort();
}

export const names = (document: GraphDocument, scope: Scope = null): readonly string[] =>
  graphOf(document, scope).nodes.map((node) => node.name);

/**
 * What the network computes, whatever its nodes are called: a hash for each layer of its kind, its parameters and all
 * that it reads. With `paths` also what each layer is called.
 */
export function network(document: GraphDocument, paths: boolean): readonly string[] {
  const { expanded, problems } = expand(document);
  expect(problems.map(({ message }) => message)).toEqual([]);
  const hashes = new Map<string, string>();
  for (const { path, kind, params, inputs } of expanded.nodes) {
    const read = inputs.map(({ port, from }) => [port, hashes.get(from)]);
    hashes.set(
      path,
      createHash("sha256")
        .update(JSON.stringify([kind, params, read]))
        .digest("hex"),
    );
  }
  return [...hashes].map(([path, hash]) => (paths ? `${path} ${hash}` : hash)).sort();
}
