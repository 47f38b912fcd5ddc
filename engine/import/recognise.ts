/** What kind of file this is, by its content; its name decides only where the content does not. */

import type { Problem } from "../tensor/problem.ts";
import { importProblem } from "./fault.ts";

export type FileKind = "onnx" | "safetensors" | "layers-model" | "keras";
export type Recognised =
  | { readonly ok: true; readonly kind: FileKind }
  | { readonly ok: false; readonly problem: Problem };

const PICKLE_NAMES = /\.(pt|pth|bin|ckpt|pkl|pickle|t7)$/i;
const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** `name` is the file's name without folders; of `bytes` the first 64 KiB are enough. */
export function recognise(name: string, bytes: Uint8Array): Recognised {
  const refuse = (
    code: "import/pickle" | "import/hdf5" | "import/empty" | "import/unknown-file",
  ): Recognised => ({
    ok: false,
    problem: importProblem(code, name, { name }),
  });
  if (bytes.length === 0) return refuse("import/empty");
  // Protocol 2 and later of pickle begin with 0x80 and the protocol's number.
  const isPickle = bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 9) <= 5;
  if (isPickle) return refuse("import/pickle");
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const isTorch = PICKLE_NAMES.test(name) || contains(bytes, "data.pkl");
    return isTorch ? refuse("import/pickle") : { ok: true, kind: "keras" };
  }
  if (startsWith(bytes, 0x89, 0x48, 0x44, 0x46)) return refuse("import/hdf5");
  if (looksLikeSafetensors(bytes) || /\.safetensors$/i.test(name)) return { ok: true, kind: "safetensors" };
  if (PICKLE_NAMES.test(name)) return refuse("import/pickle");
  if (/\.keras$/i.test(name)) return { ok: true, kind: "keras" };
  if (firstLetter(bytes) === "{") return { ok: true, kind: "layers-model" };
  return /\.onnx$/i.test(name) || bytes[0] === 0x08
    ? { ok: true, kind: "onnx" }
    : refuse("import/unknown-file");
}

function contains(bytes: Uint8Array, word: string): boolean {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 65_536));
  return text.includes(word);
}

/** A length that the header could have, and then the header's brace. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(4, true) === 0;
}

const firstLetter = (bytes: Uint8Array): string =>
  new TextDecoder("latin1")
    .decode(bytes.subarray(0, 64))
    .replace(/^\uFEFF|^ï»¿/, "")
    .trimStart()
    .slice(0, 1);
