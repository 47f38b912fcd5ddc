/** How a command is made: arguments are checked first, and a refusal inside becomes a value. */
import { type Problem, problem, type Values } from "../../tensor/problem.ts";
import type { Command, CommandContext, CommandOutcome } from "../commands.ts";
import { schemaProblems } from "../schema-issues.ts";
import type { GraphDocument, NodeId } from "../types.ts";
import type { z } from "../zod.ts";
import { editMessages } from "./messages.ts";

/** A command whose arguments may come from anywhere; `schema` says their form. */
export interface CheckedCommand<Schema extends z.ZodType = z.ZodType> extends Command<unknown> {
  readonly schema: Schema;
}

export interface Edited {
  readonly document: GraphDocument;
  readonly created?: readonly NodeId[];
}

interface Definition<Schema extends z.ZodType> {
  readonly id: string;
  /** English name of the step in the undo menu. */
  readonly label: string;
  readonly args: Schema;
  edit(document: GraphDocument, args: z.output<Schema>, context: CommandContext): Edited | GraphDocument;
}

/** Carries a refusal out of nested edits to `defineCommand`, which makes a value of it. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.message);
    this.problem = found;
  }
}

/** Ends the edit; the document stays as it was. `path` names the node that is concerned. */
export function refuse(code: keyof typeof editMessages, path: string, values: Values = {}): never {
  throw new Refusal(problem(editMessages, code, { path }, values));
}
export function refuseWith(found: Problem): never {
  throw new Refusal(found);
}

export const defineCommand = <Schema extends z.ZodType>(
  definition: Definition<Schema>,
): CheckedCommand<Schema> => ({
  id: definition.id,
  label: definition.label,
  schema: definition.args,
  run(document, args, context): CommandOutcome {
    const parsed = definition.args.safeParse(args, { reportInput: true });
    if (!parsed.success) {
      const [first] = schemaProblems(parsed.error.issues, `The arguments of ${definition.id}`);
      if (first !== undefined) return { ok: false, problem: first };
      throw parsed.error;
    }
    try {
      const edited = definition.edit(document, parsed.data, context);
      return "graph" in edited ? { ok: true, document: edited } : { ok: true, ...edited };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, problem: error.problem };
      throw error;
    }
  },
});
