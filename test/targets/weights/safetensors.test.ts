import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors } from "../../../engine/targets/weights/safetensors.ts";
import { batchCounters, writeSafetensors } from "../../../engine/targets/weights/safetensors-write.ts";
import type { Weights } from "../../../engine/targets/weights/types.ts";
import { LIMITS } from "../../../engine/tensor/limits.ts";

const encoder = new TextEncoder();

/** A file with any header and any data. */
function fileOf(
  header: string | Uint8Array,
  data: Uint8Array = new Uint8Array(),
  length?: bigint,
): Uint8Array {
  const bytes = typeof header === "string" ? encoder.encode(header) : header;
  const file = new Uint8Array(8 + bytes.length + data.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(bytes.length), true);
  file.set(bytes, 8);
  file.set(data, 8 + bytes.length);
  return file;
}
const entry = (dtype: string, shape: readonly number[], start: number, end: number): string =>
  JSON.stringify({ dtype, shape, data_offsets: [start, end] });

const weights: Weights = new Map([
  ["conv.weight", { shape: [2, 1, 2, 2], data: Float32Array.of(1, -2, 3.5, 4, 5, 6, 7, -8e-30) }],
  ["bn.running_mean", { shape: [2], data: Float32Array.of(0.25, -0.5) }],
  ["schicht.größe", { shape: [1], data: Float32Array.of(3) }],
]);

describe("writing", () => {
  const counters = batchCounters(weights, 7);
  const file = writeSafetensors(weights, { metadata: { graph: "abc" }, counters });
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));

  test("puts the widest type first, then goes by name, without gaps, from a multiple of eight", () => {
    expect(Object.keys(header)).toEqual([
      "__metadata__",
      "bn.num_batches_tracked",
      "bn.running_mean",
      "conv.weight",
      "schicht.größe",
    ]);
    expect(header.__metadata__).toEqual({ format: "pt", graph: "abc" });
    expect(header["bn.num_batches_tracked"]).toEqual({ dtype: "I64", shape: [], data_offsets: [0, 8] });
    expect(header["conv.weight"].data_offsets).toEqual([16, 48]);
    expect(length % 8).toBe(0);
    expect(file.length).toBe(8 + length + 8 + 8 + 32 + 4);
  });

  test("is read back as it was", () => {
    const read = readSafetensors(file);
    if (!read.ok) throw new Error(read.problems[0]?.message);
    for (const [path, { shape, data }] of weights) {
      expect(read.value.tensors.get(path)).toEqual({ dtype: "F32", shape, data });
    }
    expect(read.value.tensors.get("bn.num_batches_tracked")?.data).toEqual(Float32Array.of(7));
    expect(Object.fromEntries(read.value.metadata)).toEqual({ format: "pt", graph: "abc" });
  });

  test("keeps any weights", () => {
    const array = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return fc.float32Array({ minLength: size, maxLength: size }).map((data) => ({ shape, data }));
    });
    const name = fc
      .string({ unit: "grapheme" })
      .filter((text) => text !== "__proto__" && text !== "__metadata__");
    fc.assert(
      fc.property(fc.array(fc.tuple(name, array)), (list) => {
        const given = new Map(list);
        const read = readSafetensors(writeSafetensors(given));
        if (!read.ok) throw new Error(read.problems[0]?.message);
        expect(read.value.tensors.size).toBe(given.size);
        for (const [path, { shape, data }] of given) {
          expect(read.value.tensors.get(path)).toEqual({ dtype: "F32", shape, data });
        }
      }),
    );
  });
});

describe("reading other types", () => {
  const read = (dtype: string, bytes: Uint8Array, size: number) => {
    const file = readSafetensors(
      fileOf(`{"t":${entry(dtype, [bytes.length / size], 0, bytes.length)}}`, bytes),
    );
    if (!file.ok) throw new Error(file.problems[0]?.message);
    return [...(file.value.tensors.get("t")?.data ?? [])];
  };
  test("F16", () => {
    const bytes = new Uint8Array(
      Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x8000, 0x7c00, 0x3555).buffer,
    );
    const [one, minusTwo, tiny, largest, zero, infinite, third] = read("F16", bytes, 2);
    expect([one, minusTwo, tiny, largest, zero]).toEqual([1, -2, 2 ** -24, 65504, -0]);
    expect(infinite).toBe(Number.POSITIVE_INFINITY);
    expect(third).toBeCloseTo(1 / 3, 3);
    expect(read("F16", new Uint8Array(Uint16Array.of(0x7e00).buffer), 2)).toEqual([Number.NaN]);
  });
  test("BF16", () => {
    expect(read("BF16", new Uint8Array(Uint16Array.of(0x3f80, 0xc040, 0x7f80).buffer), 2)).toEqual([
      1,
      -3,
      Number.POSITIVE_INFINITY,
    ]);
  });
  test("F64 and I64", () => {
    expect(read("F64", new Uint8Array(Float64Array.of(0.5, -1e10).buffer), 8)).toEqual([0.5, -1e10]);
    expect(read("I64", new Uint8Array(BigInt64Array.of(3n, -4n).buffer), 8)).toEqual([3, -4]);
  });
  test("from a file at an odd place in memory", () => {
    const file = writeSafetensors(weights);
    const moved = new Uint8Array(file.length + 3);
    moved.set(file, 3);
    const back = readSafetensors(moved.subarray(3));
    expect(back.ok && back.value.tensors.get("conv.weight")?.data).toEqual(weights.get("conv.weight")?.data);
  });
});

const four = new Uint8Array(4);
const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  ["no bytes", new Uint8Array(), "too-short"],
  ["seven bytes", new Uint8Array(7), "too-short"],
  ["a header longer than the file", fileOf("{}", undefined, 1000n), "header-length"],
  ["a header of 2^63 bytes", fileOf("{}", undefined, 2n ** 63n), "header-length"],
  ["an empty header", fileOf(""), "header-text"],
  ["a header that is a list", fileOf("[]"), "header-text"],
  ["a header that does not end", fileOf('{"a":'), "header-text"],
  ["something behind the header", fileOf("{}x"), "header-text"],
  ["a comment", fileOf("{/**/}"), "header-text"],
  ["a trailing comma", fileOf('{"__metadata__":{},}'), "header-text"],
  [
    "a number with a leading zero",
    fileOf(`{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}`, four),
    "header-text",
  ],
  ["a control character in a name", fileOf('{"a\u0001":1}'), "header-text"],
  ["nesting without end", fileOf(`${'{"a":'.repeat(50_000)}1`), "header-text"],
  ["invalid UTF-8", fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)), "header-text"],
  [
    "the same name twice",
    fileOf(`{"a":${entry("F32", [1], 0, 4)},"a":${entry("F32", [1], 0, 4)}}`, four),
    "duplicate",
  ],
  ["the same key twice in an entry", fileOf('{"a":{"dtype":"F32","dtype":"F32"}}'), "duplicate"],
  ["a name written with escapes twice", fileOf('{"a":1,"\\u0061":2}'), "duplicate"],
  ["__proto__", fileOf(`{"__proto__":${entry("F32", [1], 0, 4)}}`, four), "name"],
  ["__proto__ in the metadata", fileOf('{"__metadata__":{"__proto__":"x"}}'), "name"],
  ["an entry that is a number", fileOf('{"a":4}'), "entry"],
  ["an entry without a shape", fileOf('{"a":{"dtype":"F32","data_offsets":[0,4]}}', four), "entry"],
  [
    "an entry with more",
    fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}', four),
    "entry",
  ],
  ["three offsets", fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', four), "entry"],
  ["a negative size", fileOf(`{"a":${entry("F32", [-1], 0, 4)}}`, four), "entry"],
  ["a fractional size", fileOf(`{"a":${entry("F32", [0.5], 0, 2)}}`, four), "entry"],
  ["an unknown type", fileOf(`{"a":${entry("Q4", [1], 0, 4)}}`, four), "dtype"],
  ["a type from Object.prototype", fileOf(`{"a":${entry("constructor", [1], 0, 4)}}`, four), "dtype"],
  ["a size that does not fit the shape", fileOf(`{"a":${entry("F32", [2], 0, 4)}}`, four), "size"],
  ["a shape too large to count", fileOf(`{"a":${entry("F32", [2 ** 40, 2 ** 40], 0, 4)}}`, four), "size"],
  ["offsets the wrong way round", fileOf(`{"a":${entry("F32", [1], 4, 0)}}`, four), "size"],
  ["a gap", fileOf(`{"a":${entry("F32", [1], 4, 8)}}`, new Uint8Array(8)), "offsets"],
  [
    "an overlap",
    fileOf(`{"a":${entry("F32", [2], 0, 8)},"b":${entry("F32", [1], 4, 8)}}`, new Uint8Array(8)),
    "offsets",
  ],
  ["a file cut off", fileOf(`{"a":${entry("F32", [2], 0, 8)}}`, four), "length"],
  ["something appended", fileOf("{}", four), "length"],
  ["metadata that is a list", fileOf('{"__metadata__":[]}'), "metadata"],
  ["metadata with a number", fileOf('{"__metadata__":{"a":1}}'), "metadata"],
];

describe("hostile files", () => {
  test.each(hostile)("%s", (_title, file, code) => {
    const read = readSafetensors(file);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problems[0]?.code).toBe(`safetensors/${code}`);
    expect(read.problems[0]?.message).not.toMatch(/\{\w+\}/);
    expect(read.problems[0]?.remedy.length).toBeGreaterThan(10);
  });

  test("a header above the limit", () => {
    const file = new Uint8Array(LIMITS.safetensorsHeaderBytes + 16);
    new DataView(file.buffer).setBigUint64(0, BigInt(LIMITS.safetensorsHeaderBytes + 1), true);
    const read = readSafetensors(file);
    expect(!read.ok && read.problems[0]?.code).toBe("safetensors/header-length");
  });

  test("a damaged file is refused or read, and never throws", () => {
    const whole = writeSafetensors(weights, { counters: batchCounters(weights) });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = whole.slice();
        damaged[at] = (damaged[at] as number) ^ change;
        const read = readSafetensors(damaged);
        if (!read.ok) expect(read.problems).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});
