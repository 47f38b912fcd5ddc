import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { printLine } from "../output.ts";
import { packageRoot } from "../paths.ts";
import { publishedSets } from "../serve/data-sets.ts";
import { startServer } from "../serve/server.ts";
import { mirror } from "./download.ts";

export function registerServe(program: Command): void {
  program
    .command("serve")
    .description("the editor for a browser, on the loopback address only")
    .option("--port <n>", "port; a free one unless told", port, 0)
    .option("--mirror <address>", "asked for published data sets before their own addresses", mirror)
    .action(async (options: { port: number; mirror?: string }) => {
      const server = await startServer({
        port: options.port,
        root: join(packageRoot(), "dist", "renderer"),
        dataSets: publishedSets(options.mirror === undefined ? [] : [options.mirror]),
      });
      printLine(`Layerloom is at ${server.url} (Ctrl+C ends it)`);
      await new Promise<void>((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
      });
      await server.close();
    });
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError("write a port from 0 to 65535");
}
