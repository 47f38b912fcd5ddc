/** Entry of the command line: parses, runs, and turns what went wrong into an exit code. */
import { CommanderError } from "commander";
import { EXIT, note, ProblemError, printProblems, UsageError } from "./output.ts";
import { createProgram } from "./program.ts";

async function main(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: "user" });
    return process.exitCode === undefined ? EXIT.success : Number(process.exitCode);
  } catch (error) {
    if (error instanceof ProblemError) {
      printProblems(error.problems, args.includes("--json"));
      return EXIT.problem;
    }
    if (error instanceof UsageError) {
      note(`error: ${error.message}`);
      return EXIT.usage;
    }
    // commander has printed its own message; help and version end with code 0
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    throw error;
  }
}

const code = await main(process.argv.slice(2));
// Backends keep threads and devices open; everything that matters is flushed by now.
process.stdout.write("", () => process.exit(code));
