/** Imported networks as the tests want them: whole, or with what is wrong. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { Imported } from "../../engine/import/imported.ts";
import { type ForeignFile, importNetwork } from "../../engine/import/open.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import type { ExportInput, Target } from "../../engine/targets/support/types.ts";

export interface Opened extends Imported {
  readonly analysis: Analysis;
}

export async function opened(file: ForeignFile, more: readonly ForeignFile[] = []): Promise<Opened> {
  const result = await importNetwork(file, more);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  // What is imported must survive a file of our own.
  const again = parseDocument(serializeDocument(result.value.document));
  if (!again.ok) throw new Error(again.problems.map(({ message }) => message).join("\n"));
  return { ...result.value, analysis: createAnalyser().analyse(again.value) };
}

/** The first file of an export. */
export async function written(target: Target, input: ExportInput): Promise<Uint8Array> {
  const result = await target.write(input);
  const [file] = result.ok ? result.value : [];
  if (file === undefined) throw new Error("Nothing was written.");
  return fileBytes(file);
}
