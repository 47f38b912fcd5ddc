/** Reads an exported file as if it came from elsewhere. */
import { importNetwork } from "../../import/open.ts";
import type { ReadNetwork } from "../../targets/check/check.ts";
import { checkMessages } from "../../targets/check/messages.ts";
import { fail, ok, problem, type Result } from "../../tensor/problem.ts";

/** Refused where a layer would be kept as unknown: such a network cannot be run. */
export async function readAgain(bytes: Uint8Array): Promise<Result<ReadNetwork>> {
  const read = await importNetwork({ name: "model.keras", bytes });
  if (!read.ok) return read;
  const [unknown] = read.value.report.quarantined;
  if (unknown === undefined) return ok({ document: read.value.document, weights: read.value.weights });
  const values = { by: "Layerloom", reason: unknown.reason };
  return fail(problem(checkMessages, "check/unreadable", { path: unknown.path }, values));
}
