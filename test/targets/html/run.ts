/** Runs an exported page's network with the page's interpreter. */
import { readPage } from "../../../engine/targets/html/read.ts";
import { interpret } from "../../../engine/targets/html/runtime/interpret.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportFile } from "../../../engine/targets/support/types.ts";
import type { Sample } from "../support/numbers.ts";

export async function runPage(files: readonly ExportFile[], { shape, data }: Sample): Promise<Sample> {
  const [file] = files;
  if (file === undefined || files.length !== 1) throw new Error("One file expected.");
  const { network, weights } = readPage(fileBytes(file));
  const output = await interpret(network, weights, { dims: shape, data }, async () => {});
  return { shape: output.dims, data: output.data };
}
