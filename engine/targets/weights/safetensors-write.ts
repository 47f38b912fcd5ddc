/** Writes safetensors files that PyTorch, timm and torchvision load as they are. */
import type { Weights } from "./types.ts";

export interface SafetensorsOptions {
  /** String to string, kept beside `format: "pt"`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Scalars of 64-bit integers, shape `[]`, such as batch norm's `num_batches_tracked`. */
  readonly counters?: ReadonlyMap<string, number>;
}

/**
 * `num_batches_tracked` for every batch norm among `weights`: PyTorch's strict loading wants it, the engine does not.
 */
export function batchCounters(weights: Weights, batches = 0): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  for (const path of weights.keys()) {
    if (path.endsWith("running_mean")) {
      counters.set(`${path.slice(0, -"running_mean".length)}num_batches_tracked`, batches);
    }
  }
  return counters;
}

const byName = <T>([a]: readonly [string, T], [b]: readonly [string, T]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * Tensors lie one after the other, the widest type first and then by name, as the reference implementation writes
 * them; the header is padded with spaces so that the data starts at a multiple of 8 bytes.
 */
export function writeSafetensors(weights: Weights, options: SafetensorsOptions = {}): Uint8Array {
  const counters = [...(options.counters ?? [])].sort(byName);
  const tensors = [...weights].sort(byName);
  const metadata = { format: "pt", ...options.metadata };
  const entries: string[] = [`"__metadata__":${JSON.stringify(metadata)}`];
  let offset = 0;
  const enter = (name: string, dtype: string, shape: readonly number[], bytes: number): void => {
    const entry = { dtype, shape, data_offsets: [offset, offset + bytes] };
    entries.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    offset += bytes;
  };
  for (const [name] of counters) enter(name, "I64", [], 8);
  for (const [name, { shape, data }] of tensors) enter(name, "F32", shape, 4 * data.length);

  const header = new TextEncoder().encode(`{${entries.join(",")}}`);
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset).fill(0x20, 8, 8 + headerBytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  file.set(header, 8);
  let at = 8 + headerBytes;
  for (const [, count] of counters) {
    view.setBigInt64(at, BigInt(count), true);
    at += 8;
  }
  for (const [, { data }] of tensors) {
    for (let i = 0; i < data.length; i++) view.setFloat32(at + 4 * i, data[i] as number, true);
    at += 4 * data.length;
  }
  return file;
}
