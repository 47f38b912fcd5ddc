/** Files that were written are read from the disk again, loaded where they will be used, and compared. */
import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { OnnxRuntime } from "../../engine/targets/check/onnx.ts";
import type { CheckReport } from "../../engine/targets/check/types.ts";
import type { ExportFormat } from "../../engine/targets/support/format-names.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { readAgain } from "../../engine/worker/export/read-again.ts";
import { openBackendFor } from "../backend/options.ts";
import { cliMessages } from "../messages.ts";
import { count, ProblemError, UsageError } from "../output.ts";
import type { Written } from "./write.ts";

export async function refuseUncheckable(format: ExportFormat): Promise<void> {
  const { isCheckable } = await import("../../engine/targets/check/check.ts");
  if (!isCheckable(format)) throw new UsageError(`${format} holds nothing to check; leave --check out.`);
}

/** Comes with a checkout; an installed program may be without it. */
async function onnxRuntime(): Promise<OnnxRuntime> {
  try {
    return await import("onnxruntime-web");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError([problem(cliMessages, "cli/no-onnx-runtime", { path: "" }, { reason })]);
  }
}

export async function lookBack(
  format: ExportFormat,
  input: ExportInput,
  written: readonly Written[],
  out: string,
): Promise<CheckReport> {
  const { checkExport, inputsFor } = await import("../../engine/targets/check/check.ts");
  await openBackendFor("wasm");
  const files = await Promise.all(
    written.map(async ({ path }) => ({
      path: relative(resolve(out), path).replaceAll("\\", "/"),
      chunks: [new Uint8Array(await readFile(path))],
    })),
  );
  const samples = inputsFor(input.analysis.totals.macs);
  const report = await checkExport(format, {
    files,
    input,
    count: samples,
    ports: { onnxRuntime, importNetwork: readAgain },
  });
  if (!report.ok) throw new ProblemError(report.problems);
  return report.value;
}

/** What kind of look it was, and what it showed. */
export function checkSentence(report: CheckReport): string {
  const { how, by, inputs, compared, largestDifference, tensors, differing, agrees } = report;
  const verdict = agrees ? "checked" : "CHECK FAILED";
  const shown = inputs === 1 ? "1 random input" : `${count(inputs)} random inputs`;
  const apart = `${shown}, largest difference of ${compared} ${largestDifference?.toExponential(1) ?? "unknown"}`;
  if (how === "reader" && largestDifference !== null)
    return `${verdict}: read back by ${by}, ${apart}; no program of the target has run it`;
  if (how === "reader") {
    const what =
      tensors === 0
        ? agrees
          ? "the same network"
          : "another network"
        : differing === 0
          ? `all ${count(tensors)} tensors are the same bit by bit`
          : `${count(differing)} of ${count(tensors)} tensors differ`;
    return `${verdict}: read back by ${by}, ${what}; no program of the target has run it`;
  }
  return `${verdict}: loaded by ${by}, ${apart}`;
}
