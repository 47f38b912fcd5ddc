/** Commands: the only way a document changes. Pure functions; ids come from the context so that tests can fix them. */
import type { Problem } from "../tensor/problem.ts";
import type { GraphDocument, NodeId } from "./types.ts";

export interface CommandContext {
  /** A short random id, unused in the document. */
  newId(): string;
}
export type CommandOutcome =
  | {
      readonly ok: true;
      /** The same value where nothing changed. */
      readonly document: GraphDocument;
      /** Nodes and notes that are new, for selecting them. */
      readonly created?: readonly NodeId[];
    }
  | { readonly ok: false; readonly problem: Problem };

export interface Command<Args> {
  readonly id: string;
  /** English name of the step in the undo menu, for example `Insert flatten`. */
  readonly label: string;
  run(document: GraphDocument, args: Args, context: CommandContext): CommandOutcome;
}
