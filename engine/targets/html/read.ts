/** Reads an exported page again: its network and weights, as its own script finds them. */
import type { Page } from "./network.ts";
import { floatsOfBase64 } from "./runtime/base64.ts";
import type { PageNetwork } from "./runtime/types.ts";

const START = '<script type="application/json" id="network">';
const WEIGHTS = '<script type="text/plain" class="weights">';
const END = "</script>";

function find(bytes: Uint8Array, text: string, from: number): number {
  const wanted = new TextEncoder().encode(text);
  for (let i = bytes.indexOf(wanted[0] ?? 0, from); i >= 0; i = bytes.indexOf(wanted[0] ?? 0, i + 1)) {
    if (wanted.every((code, k) => bytes[i + k] === code)) return i;
  }
  return -1;
}

/** What lies between the end of `start` and the next end of a script, and where it ends. */
function between(bytes: Uint8Array, start: string, from: number): readonly [Uint8Array, number] | null {
  const at = find(bytes, start, from);
  const end = at < 0 ? -1 : find(bytes, END, at);
  return end < 0 ? null : [bytes.subarray(at + start.length, end), end];
}

/** Throws where the page is cut short. */
export function readPage(bytes: Uint8Array): Page {
  const json = between(bytes, START, 0);
  if (json === null) throw new Error("it holds no network");
  const network = JSON.parse(new TextDecoder().decode(json[0])) as PageNetwork;
  let from = json[1];
  const weights = network.weights.map(({ name, dims }) => {
    const found = between(bytes, WEIGHTS, from);
    if (found === null) throw new Error(`the weight ${name} is missing`);
    const [text, end] = found;
    from = end;
    const floats = floatsOfBase64(text.length, (index) => text[index] ?? 0);
    if (floats.length !== dims.reduce((product, size) => product * size, 1))
      throw new Error(`the weight ${name} is cut short`);
    return floats;
  });
  return { network, weights };
}
