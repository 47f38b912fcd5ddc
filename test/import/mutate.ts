/** Random damage to files: bits, lengths, pieces cut out, doubled or put elsewhere. */
import type { Random } from "../../engine/tensor/random.ts";

/** Values that lengths and counts go wrong at. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff];

/** A damaged copy; `focus` is how many of the first bytes most of the damage goes to. */
export function mutated(file: Uint8Array, random: Random, focus = file.length): Uint8Array {
  let bytes = file.slice();
  const times = random.int(3) > 0 ? 1 : 2 + random.int(3);
  for (let count = times; count > 0; count--) bytes = damaged(bytes, random, focus);
  return bytes;
}

function damaged(bytes: Uint8Array, random: Random, focus: number): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return new Uint8Array(0);
  const reach = random.int(4) === 0 ? bytes.length : Math.min(focus, bytes.length);
  const at = random.int(reach);
  const copy = bytes.slice();
  switch (random.int(7)) {
    case 0:
      copy[at] = EDGES[random.int(EDGES.length)] ?? 0;
      return copy;
    case 1:
      return copy.slice(0, at);
    case 2:
      return joined(copy.slice(0, at), copy.slice(at + 1 + random.int(64)));
    case 3: {
      const piece = copy.slice(at, at + 1 + random.int(64));
      const to = random.int(reach);
      return joined(copy.slice(0, to), piece, copy.slice(to));
    }
    case 4: {
      // A number of 32 bits, as lengths and offsets have them.
      for (let byte = 0; byte < 4 && at + byte < copy.length; byte++)
        copy[at + byte] = random.int(3) === 0 ? 0xff : random.int(256);
      return copy;
    }
    default:
      copy[at] = (copy[at] ?? 0) ^ (1 << random.int(8));
      return copy;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** What does not belong where it is put. */
const STRANGE: readonly unknown[] = [
  null,
  -1,
  0,
  1e12,
  0.5,
  "",
  "__proto__",
  "same",
  [],
  [[]],
  {},
  true,
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
  { class_name: "Dense", config: {} },
];

/** The same text with some of its values changed, left out or put elsewhere. */
export function mutatedJson(text: Uint8Array, random: Random): Uint8Array {
  const root: unknown = JSON.parse(new TextDecoder().decode(text));
  for (let count = 1 + random.int(3); count > 0; count--) {
    const places: { readonly of: Record<string, unknown>; readonly key: string }[] = [];
    collect(root, places);
    const place = places[random.int(places.length)];
    if (place === undefined) break;
    const other = places[random.int(places.length)];
    const action = random.int(4);
    if (action === 0) Reflect.deleteProperty(place.of, place.key);
    else if (action === 1 && other !== undefined) place.of[place.key] = structuredClone(other.of[other.key]);
    else place.of[place.key] = STRANGE[random.int(STRANGE.length)];
  }
  return new TextEncoder().encode(JSON.stringify(root));
}

function collect(value: unknown, places: { of: Record<string, unknown>; key: string }[]): void {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const of = value as Record<string, unknown>;
    places.push({ of, key });
    collect(of[key], places);
  }
}
