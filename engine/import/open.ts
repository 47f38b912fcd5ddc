/** One door for every network that is imported. */
import { fail, type Result } from "../tensor/problem.ts";
import { importProblem } from "./fault.ts";
import { type Imported, importedOf } from "./imported.ts";
import { readOnnx } from "./onnx/read.ts";
import { recognise } from "./recognise.ts";

/** A file with its name without folders; a `model.json` comes with its shards. */
export interface ForeignFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a network. Refusals name the place in the file and what to do; nothing of the file is ever run. */
export async function importNetwork(
  file: ForeignFile,
  _more: readonly ForeignFile[] = [],
): Promise<Result<Imported>> {
  const found = recognise(file.name, file.bytes);
  if (!found.ok) return fail(found.problem);
  const title = file.name.replace(/\.[^.]+$/, "");
  switch (found.kind) {
    case "onnx": {
      const network = readOnnx(file.bytes);
      return network.ok ? { ok: true, value: importedOf(network.value, "ONNX", title) } : network;
    }
    default:
      return fail(importProblem("import/unknown-file", file.name, { name: file.name }));
  }
}
