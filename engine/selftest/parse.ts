/** Reads a file of reference values; nothing in it is trusted. */
import { parseJson } from "../document/parse.ts";
import { schemaProblems } from "../document/schema-issues.ts";
import { z } from "../document/zod.ts";
import { fail, ok, type Result } from "../tensor/problem.ts";
import type { CaseFile } from "./types.ts";

const tensor = z
  .object({ shape: z.array(z.int().min(1).max(65_536)).max(8), data: z.array(z.number()) })
  .refine(({ shape, data }) => shape.reduce((product, size) => product * size, 1) === data.length, {
    error: "as many numbers as the shape says",
  });
const tensors = z.record(z.string(), tensor);
const moments = z.object({ mean: tensor, variance: tensor });

const operation = z.object({
  name: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  inputs: tensors,
  weights: tensors,
  output: tensor,
  gradOutput: tensor,
  gradInputs: tensors,
  gradWeights: tensors,
  runningBefore: moments.optional(),
  runningAfter: moments.optional(),
});
const optimiser = z.object({
  name: z.string(),
  params: z.record(z.string(), z.union([z.number(), z.boolean()])),
  start: tensor,
  grads: z.array(tensor),
  after: z.array(tensor),
});
const caseFile = z.object({ cases: z.array(operation), optimisers: z.array(optimiser).optional() });

/** `bytes` of a JSON file in the form of the built-in cases. */
export function parseCases(bytes: Uint8Array): Result<CaseFile> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const parsed = caseFile.safeParse(json.value, { reportInput: true });
  return parsed.success ? ok(parsed.data) : fail(...schemaProblems(parsed.error.issues, "the cases"));
}
