import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { builtinCases } from "../../engine/selftest/builtin.ts";
import { parseCases } from "../../engine/selftest/parse.ts";
import { runSelftest } from "../../engine/selftest/selftest.ts";
import type { CaseFile, SelftestResult } from "../../engine/selftest/types.ts";
import { selectBackend } from "../../engine/targets/tfjs/backend/select.ts";
import type { BackendChoice, BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { nodeBackendPorts } from "../backend/index.ts";
import { backendOption } from "../backend/options.ts";
import { cliMessages } from "../messages.ts";
import { EXIT, formatProblem, formatTable, note, ProblemError, printJson, printLine } from "../output.ts";

interface SelftestOptions {
  readonly backend: BackendChoice;
  readonly cases?: string;
  readonly json?: boolean;
}

export function registerSelftest(program: Command): void {
  program
    .command("selftest")
    .description("every operation and optimiser against reference values, on this machine's backends")
    .addOption(backendOption())
    .option("--cases <file>", "reference values in the form of the built-in set")
    .option("--json", "one JSON value")
    .action(selftest);
}

async function selftest(options: SelftestOptions): Promise<void> {
  const cases = options.cases === undefined ? builtinCases : readCases(options.cases);
  const names: readonly BackendName[] =
    options.backend === "auto" ? ["cpu", "wasm", "webgpu"] : [options.backend];
  const results: SelftestResult[] = [];
  for (const name of names) {
    const opened = await selectBackend(name, nodeBackendPorts());
    if (!opened.ok) {
      if (options.backend !== "auto") throw new ProblemError(opened.problems);
      for (const found of opened.problems) note(formatProblem(found));
      continue;
    }
    note(`${name}: ${opened.value.description}`);
    results.push(...(await runSelftest(cases)));
    await opened.value.dispose();
  }
  if (options.json) printJson(results);
  else printResults(results);
  if (results.some(({ ok }) => !ok)) process.exitCode = EXIT.problem;
}

function readCases(file: string): CaseFile {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError([problem(cliMessages, "cli/cannot-read", { path: file }, { path: file, reason })]);
  }
  const parsed = parseCases(bytes);
  if (!parsed.ok) throw new ProblemError(parsed.problems);
  return parsed.value;
}

function printResults(results: readonly SelftestResult[]): void {
  const rows = results.map(({ name, backend, forwardError, gradientError, ok, failure }) => [
    name,
    backend,
    forwardError.toExponential(1),
    gradientError.toExponential(1),
    failure ?? (ok ? "ok" : "WRONG"),
  ]);
  printLine(formatTable(["case", "backend", "output", "gradients", ""], rows));
  const wrong = results.filter(({ ok }) => !ok).length;
  printLine();
  printLine(
    wrong === 0 ? `all ${results.length} cases agree` : `${wrong} of ${results.length} cases are wrong`,
  );
}
