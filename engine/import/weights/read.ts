/** Weights of a file onto a graph. */
import type { Analysis } from "../../analysis/types.ts";
import { weightEntries } from "../../targets/support/network.ts";
import { initialWeight } from "../../targets/weights/initialise.ts";
import { readSafetensors } from "../../targets/weights/safetensors.ts";
import type { Weights } from "../../targets/weights/types.ts";
import { fail, ok, type Result } from "../../tensor/problem.ts";
import { importProblem } from "../fault.ts";
import type { ForeignFile } from "../open.ts";
import { recognise } from "../recognise.ts";
import { matchWeights, type WeightMatch } from "./match.ts";

/** Refused where the file is no safetensors file, or not one of its tensors fits the graph. */
export function importWeights(analysis: Analysis, { name, bytes }: ForeignFile): Result<WeightMatch> {
  const found = recognise(name, bytes);
  if (!found.ok) return fail(found.problem);
  if (found.kind !== "safetensors") return fail(importProblem("import/no-weights-file", name, { name }));
  const file = readSafetensors(bytes);
  if (!file.ok) return file;
  const match = matchWeights(analysis, file.value.tensors);
  if (match.weights.size > 0) return ok(match);
  const [first = ""] = file.value.tensors.keys();
  const [wanted = ""] = weightEntries(analysis).map(({ path }) => path);
  return fail(importProblem("import/nothing-matches", name, { name, first, wanted }));
}

/** Weights for the whole graph: what was imported, and first values drawn from the seed for the rest. */
export function completed(analysis: Analysis, imported: Weights, seed: number): Weights {
  return new Map(
    weightEntries(analysis).map(({ path, spec }) => [
      path,
      imported.get(path) ?? initialWeight(spec, path, seed),
    ]),
  );
}
