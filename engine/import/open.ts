/** One door for every network that is imported. */
import { fail, type Result } from "../tensor/problem.ts";
import { importProblem } from "./fault.ts";
import { type Imported, importedOf } from "./imported.ts";
import { readKeras } from "./keras/read.ts";
import { readLayersModel } from "./layers-model/read.ts";
import type { ImportedNetwork } from "./network.ts";
import { readOnnx } from "./onnx/read.ts";
import { type FileKind, recognise } from "./recognise.ts";

/** A file with its name without folders; a `model.json` comes with its shards. */
export interface ForeignFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a network. Refusals name the place in the file and what to do; nothing of the file is ever run. */
export async function importNetwork(
  file: ForeignFile,
  more: readonly ForeignFile[] = [],
): Promise<Result<Imported>> {
  const found = recognise(file.name, file.bytes);
  if (!found.ok) return fail(found.problem);
  const title = file.name.replace(/\.[^.]+$/, "");
  const network = readNetwork(found.kind, file, more, title);
  return network.ok ? { ok: true, value: importedOf(network.value, FORMATS[found.kind], title) } : network;
}

const FORMATS = {
  onnx: "ONNX",
  keras: "Keras",
  "layers-model": "TensorFlow.js",
  safetensors: "safetensors",
} as const;

function readNetwork(
  kind: FileKind,
  { name, bytes }: ForeignFile,
  more: readonly ForeignFile[],
  title: string,
): Result<ImportedNetwork> {
  switch (kind) {
    case "onnx":
      return readOnnx(bytes);
    case "keras":
      return readKeras(bytes, title);
    case "layers-model":
      return readLayersModel(bytes, more, title);
    case "safetensors":
      return fail(importProblem("import/weights-alone", name, { name }));
  }
}
