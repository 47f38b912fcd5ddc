import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { fetchSet } from "../../engine/data/download/fetch-set.ts";
import { type KnownSet, knownSets } from "../../engine/data/known-sets.ts";
import { dataFolder, fsCache, httpOpen } from "../data/fs-cache.ts";
import { ProblemError, printJson, printLine } from "../output.ts";
import { createProgress } from "../progress.ts";

const names = knownSets.map(({ id }) => id).join(", ");

function known(name: string): KnownSet {
  const set = knownSets.find(({ id }) => id === name);
  if (set === undefined) throw new InvalidArgumentError(`choose one of ${names}`);
  return set;
}

/** An address to which file names are appended. */
export function mirror(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("write an address that begins with http:// or https://");
  }
  return text.endsWith("/") ? text : `${text}/`;
}

interface Options {
  readonly to?: string;
  readonly mirror?: string;
  readonly json?: true;
}

export function registerDownload(program: Command): void {
  program
    .command("download")
    .argument("<name>", names, known)
    .description("a published data set, checked against its SHA-256; goes on where it broke off")
    .option("--to <folder>", "where its files go; files that are there already are checked and kept")
    .option("--mirror <address>", "asked before the published addresses", mirror)
    .option("--json", "one JSON value on standard output")
    .action(async (set: KnownSet, options: Options) => {
      const folder = options.to ?? join(dataFolder(), set.id);
      const total = set.files.reduce((sum, { bytes }) => sum + bytes, 0);
      const progress = createProgress(set.title, total);
      const cancel = new AbortController();
      const onSignal = (): void => cancel.abort();
      process.once("SIGINT", onSignal);
      const mirrors = [...(options.mirror === undefined ? [] : [options.mirror]), ...set.mirrors];
      const fetched = await fetchSet(set, mirrors, {
        cache: fsCache(folder),
        open: httpOpen,
        progress: (done) => progress.update(done, ""),
        signal: cancel.signal,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      });
      process.off("SIGINT", onSignal);
      progress.finish();
      if (!fetched.ok) throw new ProblemError(fetched.problems);
      const source = `${set.scheme}:${folder}`;
      if (options.json) printJson({ source, bytes: total });
      else printLine(`${set.title} is in ${folder}; train on it with --data ${source}`);
    });
}
