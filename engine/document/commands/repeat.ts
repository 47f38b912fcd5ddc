/** How often a block repeats, and whether a node is muted: a value or an expression. */
import { isExpression } from "../../layers/param.ts";
import { expressionProblem, readExpression } from "../expression/index.ts";
import { z } from "../zod.ts";
import { refuseWith } from "./define.ts";

const expression = z.string().refine((text) => text.startsWith("="), {
  params: { code: "file/wrong-type", values: { needed: "an expression that starts with =" } },
});
export const repeatSchema = z.union([z.int().min(1).max(10_000), expression], {
  error: () => "a whole number from 1 to 10000, or an expression that starts with =",
});
export const mutedSchema = z.union([z.boolean(), expression], {
  error: () => "true, false, or an expression that starts with =",
});

/** Ends the edit where an expression cannot be read. */
export function requireReadable<T extends number | boolean | string>(value: T, path: string): T {
  if (!isExpression(value)) return value;
  const read = readExpression(value);
  return read.ok ? value : refuseWith(expressionProblem(read.issue, { path }));
}
