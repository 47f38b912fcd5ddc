/** The registry of commands, and how calls of them are applied. */
import { type CommandCall, problem } from "../../tensor/problem.ts";
import type { CommandContext, CommandOutcome } from "../commands.ts";
import { unusedIds } from "../ids.ts";
import type { GraphDocument } from "../types.ts";
import type { z } from "../zod.ts";
import { addNode } from "./add-node.ts";
import {
  addBlockParameter,
  removeBlockParameter,
  renameBlockParameter,
  setBlockParameter,
} from "./block-parameters.ts";
import { connect, disconnect, reorderSlots } from "./connect.ts";
import { defineBlock, removeBlock, removeUnusedBlocks, setBlock } from "./define-block.ts";
import { inlineBlock } from "./inline-block.ts";
import { insertAfter, insertBeforePort, insertOnEdge } from "./insert.ts";
import { addNote, moveNodes, removeNotes, setLayout, updateNote } from "./layout.ts";
import { makeBlock } from "./make-block.ts";
import { editMessages } from "./messages.ts";
import { rename, setFrozen, setMuted, setRepeat } from "./node-state.ts";
import { duplicate, pasteFragment } from "./paste.ts";
import { removeNodes } from "./remove-nodes.ts";
import { replaceNode } from "./replace-node.ts";
import { setArgs, setParams } from "./set-params.ts";
import { setAbout, setTraining, setVariables } from "./settings.ts";
import { unpackRepeat } from "./unpack-repeat.ts";

export const commands = {
  "add-node": addNode,
  "remove-nodes": removeNodes,
  connect,
  disconnect,
  "insert-on-edge": insertOnEdge,
  "insert-after": insertAfter,
  "insert-before-port": insertBeforePort,
  "reorder-slots": reorderSlots,
  "replace-node": replaceNode,
  "set-params": setParams,
  "set-args": setArgs,
  rename,
  "set-muted": setMuted,
  "set-frozen": setFrozen,
  "set-repeat": setRepeat,
  "move-nodes": moveNodes,
  "set-layout": setLayout,
  "add-note": addNote,
  "update-note": updateNote,
  "remove-notes": removeNotes,
  "paste-fragment": pasteFragment,
  duplicate,
  "make-block": makeBlock,
  "inline-block": inlineBlock,
  "unpack-repeat": unpackRepeat,
  "define-block": defineBlock,
  "set-block": setBlock,
  "remove-block": removeBlock,
  "remove-unused-blocks": removeUnusedBlocks,
  "add-block-parameter": addBlockParameter,
  "set-block-parameter": setBlockParameter,
  "rename-block-parameter": renameBlockParameter,
  "remove-block-parameter": removeBlockParameter,
  "set-variables": setVariables,
  "set-training": setTraining,
  "set-about": setAbout,
} as const;

export type CommandId = keyof typeof commands;
export type ArgsOf<K extends CommandId> = z.input<(typeof commands)[K]["schema"]>;

export const commandIds = Object.keys(commands) as readonly CommandId[];
const isCommandId = (id: string): id is CommandId => Object.hasOwn(commands, id);

/** A call whose arguments the compiler has checked. */
export const callOf = <K extends CommandId>(command: K, args: ArgsOf<K>): CommandCall => ({
  command,
  args: args as Readonly<Record<string, unknown>>,
});

/** English name of a step; the call's own id where there is no such command. */
export const commandLabel = (command: string): string =>
  isCommandId(command) ? commands[command].label : command;

/** Applies one call. Arguments may come from anywhere: what is wrong with them is a refusal, never a throw. */
export function applyCommand(
  document: GraphDocument,
  call: CommandCall,
  context: CommandContext,
): CommandOutcome {
  const { command, args } = call;
  if (isCommandId(command)) return commands[command].run(document, args, unusedIds(context, document));
  const values = { command, known: commandIds.join(", ") };
  return { ok: false, problem: problem(editMessages, "edit/unknown-command", { path: "" }, values) };
}

/** Applies calls one after the other as one step: all of them or, where one is refused, none. */
export function applyCalls(
  document: GraphDocument,
  calls: readonly CommandCall[],
  context: CommandContext,
): CommandOutcome {
  const created: string[] = [];
  let next = document;
  for (const call of calls) {
    const outcome = applyCommand(next, call, context);
    if (!outcome.ok) return outcome;
    next = outcome.document;
    created.push(...(outcome.created ?? []));
  }
  return { ok: true, document: next, created };
}
