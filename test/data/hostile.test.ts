/** Files that are damaged, lie or attack: each is refused with a problem that names the place and the remedy. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeDecoder } from "../../cli/data/decoder.ts";
import { dataMessages } from "../../engine/data/messages.ts";
import { openDataset } from "../../engine/data/open.ts";
import { parseIdxImages } from "../../engine/data/readers/idx.ts";
import { readImageHeader } from "../../engine/data/readers/image-header.ts";
import { type Problem, problem } from "../../engine/tensor/problem.ts";
import {
  all,
  cifarRecords,
  counting,
  type Files,
  gzip,
  idx,
  jpg,
  memoryPorts,
  openFiles,
  png,
  smallFolder,
  smallIdx,
  tar,
} from "./support.ts";

interface Case {
  readonly what: string;
  readonly source: string;
  readonly files: Files;
  readonly code: string;
  /** Part of the path that the problem names. */
  readonly at?: string;
}

const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== name));

const idxCase = (what: string, code: string, changes: Files, at?: string): Case => ({
  what: `idx: ${what}`,
  source: "idx:digits",
  files: { ...smallIdx(), ...changes },
  code,
  ...(at === undefined ? {} : { at }),
});

const IMAGES = "train-images-idx3-ubyte";
const LABELS = "train-labels-idx1-ubyte";
const bomb = gzipSync(new Uint8Array(20_000_000));

const idxCases: readonly Case[] = [
  idxCase("truncated images", "idx/length", { [IMAGES]: idx([4, 2, 3], counting(23)) }, IMAGES),
  idxCase("bytes after the images", "idx/length", { [IMAGES]: idx([4, 2, 3], counting(25)) }, IMAGES),
  idxCase("truncated labels", "idx/length", { [LABELS]: idx([4], [0, 1, 1]) }, LABELS),
  idxCase("a header cut off", "idx/length", { [IMAGES]: idx([4, 2, 3], []).slice(0, 9) }, IMAGES),
  idxCase("an empty file", "idx/not-idx", { [IMAGES]: new Uint8Array(0) }, IMAGES),
  idxCase("an HTML page instead", "idx/not-idx", { [IMAGES]: "<!DOCTYPE html>404" }, IMAGES),
  idxCase("an unknown type", "idx/not-idx", { [IMAGES]: idx([4, 2, 3], counting(24), 0x07) }, IMAGES),
  idxCase("floats", "idx/unsupported", { [IMAGES]: idx([4, 2, 3], counting(96), 0x0d) }, IMAGES),
  idxCase("labels in place of images", "idx/unsupported", { [IMAGES]: idx([4], [0, 1, 1, 0]) }, IMAGES),
  idxCase("images in place of labels", "idx/unsupported", { [LABELS]: idx([4, 2, 3], counting(24)) }, LABELS),
  idxCase("absurd height", "idx/dimensions", { [IMAGES]: idx([4, 4_000_000_000, 3], counting(24)) }, IMAGES),
  idxCase("width zero", "idx/dimensions", { [IMAGES]: idx([4, 2, 0], []) }, IMAGES),
  idxCase("an absurd count", "idx/length", { [IMAGES]: idx([0xffffffff, 28, 28], counting(24)) }, IMAGES),
  idxCase(
    "sizes whose product overflows",
    "idx/length",
    { [IMAGES]: idx([0xffffffff, 65_536, 65_536], []) },
    IMAGES,
  ),
  idxCase("no samples", "idx/empty", { [IMAGES]: idx([0, 2, 3], []), [LABELS]: idx([0], []) }, IMAGES),
  idxCase("fewer labels than images", "idx/count-mismatch", { [LABELS]: idx([3], [0, 1, 0]) }, LABELS),
  idxCase("more labels than images", "idx/count-mismatch", { [LABELS]: idx([5], [0, 1, 0, 1, 1]) }, LABELS),
  idxCase(
    "a test label beyond training's",
    "idx/label-range",
    { "t10k-labels-idx1-ubyte": idx([2], [7, 0]) },
    "t10k",
  ),
  idxCase("a label beyond classes.txt", "idx/label-range", { "classes.txt": "only\n" }, LABELS),
  idxCase("one class", "class/too-few", {
    [LABELS]: idx([4], [1, 1, 1, 1]),
    "t10k-labels-idx1-ubyte": idx([2], [1, 1]),
  }),
  idxCase("test images of another size", "idx/size-mismatch", {
    "t10k-images-idx3-ubyte": idx([2, 3, 2], counting(12)),
  }),
  idxCase(
    "a gzip file cut off",
    "gzip/broken",
    { [IMAGES]: gzip(idx([4, 2, 3], counting(24))).slice(0, -6) },
    IMAGES,
  ),
  idxCase("a gzip file with a wrong checksum", "gzip/broken", {
    [IMAGES]: gzip(idx([4, 2, 3], counting(24))).map((byte, i, whole) =>
      i === whole.length - 6 ? byte ^ 1 : byte,
    ),
  }),
  idxCase("gzip of random bytes", "gzip/broken", {
    [IMAGES]: Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8),
  }),
  idxCase("a gzip bomb", "gzip/bomb", { [IMAGES]: new Uint8Array(bomb) }, IMAGES),
  idxCase(
    "a length that lies after unpacking",
    "idx/length",
    { [IMAGES]: gzip(idx([9, 2, 3], counting(24))) },
    IMAGES,
  ),
  {
    what: "idx: no label file",
    source: "idx:d",
    files: without(smallIdx(), LABELS),
    code: "idx/missing-file",
  },
  {
    what: "idx: test labels without images",
    source: "idx:d",
    files: without(smallIdx(), "t10k-images-idx3-ubyte"),
    code: "idx/missing-file",
  },
  { what: "idx: an empty folder", source: "idx:d", files: {}, code: "idx/missing-file" },
  { what: "idx: a test share above 1", source: "idx:d?test=7", files: smallIdx(), code: "data/bad-option" },
];

const batches = Object.fromEntries(all(5).map((i) => [`data_batch_${i + 1}.bin`, cifarRecords([i, 9 - i])]));
const cifar = { ...batches, "test_batch.bin": cifarRecords([0, 1]) };
const cifarCase = (what: string, code: string, files: Files, at?: string): Case => ({
  what: `cifar10: ${what}`,
  source: "cifar10:c",
  files,
  code,
  ...(at === undefined ? {} : { at }),
});
const cifarCases: readonly Case[] = [
  cifarCase(
    "a batch cut off",
    "cifar10/length",
    { ...cifar, "data_batch_3.bin": cifarRecords([1, 2]).slice(0, -1) },
    "data_batch_3.bin",
  ),
  cifarCase(
    "an empty batch",
    "cifar10/length",
    { ...cifar, "test_batch.bin": new Uint8Array(0) },
    "test_batch.bin",
  ),
  cifarCase(
    "a label of 10",
    "cifar10/label-range",
    { ...cifar, "data_batch_2.bin": cifarRecords([3, 10]) },
    "data_batch_2.bin",
  ),
  cifarCase(
    "nine names",
    "cifar10/names",
    { ...cifar, "batches.meta.txt": "a\nb\nc\nd\ne\nf\ng\nh\ni\n" },
    "batches.meta.txt",
  ),
  cifarCase("the pickle version", "cifar10/pickle", { "cifar-10-batches-py/data_batch_1": "\x80\x02" }),
  cifarCase("a zip of it", "cifar10/archive", { "cifar-10-binary.zip": "PK" }, "cifar-10-binary.zip"),
  cifarCase("an archive that is none", "tar/broken", { "cifar-10-binary.tar.gz": "x" }, "tar.gz"),
  cifarCase("an archive of zeros", "cifar10/missing", { "cifar-10-binary.tar": new Uint8Array(1024) }),
  cifarCase(
    "an archive with a wrong checksum",
    "tar/broken",
    { "cifar-10-binary.tar": tar({ "data_batch_1.bin": cifarRecords([1]) }).fill(7, 20, 21) },
    "tar",
  ),
  cifarCase(
    "an archive cut off",
    "tar/broken",
    { "cifar-10-binary.tar": tar({ "data_batch_1.bin": cifarRecords([1]) }).slice(0, 2000) },
    "tar",
  ),
  cifarCase("an empty folder", "cifar10/missing", {}),
];

const folderCase = (what: string, code: string, files: Files, at?: string): Case => ({
  what: `folder: ${what}`,
  source: "folder:pets",
  files,
  code,
  ...(at === undefined ? {} : { at }),
});
const lyingPng = (change: (bytes: Uint8Array) => void): Uint8Array => {
  const bytes = png(8, 8, [1, 2, 3]).slice();
  change(bytes);
  return bytes;
};
const hugePng = lyingPng((bytes) => new DataView(bytes.buffer).setUint32(16, 60_000 * 40_000));
const folderCases: readonly Case[] = [
  folderCase("no class folders", "folder/no-classes", { "1.png": png(8, 8, [1, 2, 3]) }),
  folderCase("nothing at all", "folder/no-classes", {}),
  folderCase("one class", "class/too-few", {
    "cats/1.png": png(8, 8, [1, 2, 3]),
    "cats/2.png": png(8, 8, [1, 2, 3]),
  }),
  folderCase(
    "a class without images",
    "folder/empty-class",
    { ...smallFolder(), "birds/readme.txt": "x" },
    "birds",
  ),
  folderCase(
    "a class of broken images",
    "folder/empty-class",
    { ...smallFolder(), "birds/1.jpg": jpg(8, 8).slice(0, 60) },
    "birds",
  ),
  folderCase(
    "a test class unknown to training",
    "folder/unknown-test-class",
    {
      "train/a/1.png": png(8, 8, [1, 2, 3]),
      "train/b/1.png": png(8, 8, [1, 2, 3]),
      "test/c/1.png": png(8, 8, [1, 2, 3]),
    },
    "test/c",
  ),
  folderCase("one image a class", "class/nothing-left", {
    "a/1.png": png(8, 8, [1, 2, 3]),
    "b/1.png": png(8, 8, [1, 2, 3]),
  }),
  { ...folderCase("an absurd size", "data/bad-option", smallFolder()), source: "folder:pets?size=9999999" },
  { ...folderCase("an unknown fit", "data/bad-option", smallFolder()), source: "folder:pets?fit=squeeze" },
];

const csvCase = (what: string, code: string, text: string | Uint8Array, at?: string, options = ""): Case => ({
  what: `csv: ${what}`,
  source: `csv:t.csv${options}`,
  files: { "t.csv": text },
  code,
  ...(at === undefined ? {} : { at }),
});
const good = "1,2,a\n3,4,b\n5,6,a\n7,8,b";
const csvCases: readonly Case[] = [
  csvCase("an empty file", "csv/empty", ""),
  csvCase("a header alone", "csv/empty", "a,b,label\n"),
  csvCase("a short row", "csv/ragged", `${good}\n9,b`, "t.csv:5"),
  csvCase("a long row", "csv/ragged", `1,2,3,a\n1,2,a,3,b`, "t.csv:2"),
  csvCase("a word among numbers", "csv/not-a-number", `${good}\n9,ten,a`, "t.csv:5"),
  csvCase("an empty cell", "csv/not-a-number", `${good}\n9,,a`, "t.csv:5"),
  csvCase("NaN", "csv/not-a-number", `${good}\nNaN,1,a`, "t.csv:5"),
  csvCase("infinity", "csv/not-a-number", `${good}\n1e999,1,a`, "t.csv:5"),
  csvCase("a hexadecimal number", "csv/not-a-number", `${good}\n0x10,1,a`, "t.csv:5"),
  csvCase("a decimal comma", "csv/not-a-number", "1,5;a\n2,5;b", "t.csv:1", "?separator=semicolon&header=no"),
  csvCase("an open quotation mark", "csv/open-quote", `${good}\n"9,1,a`, "t.csv:5"),
  csvCase("binary data", "csv/not-text", Uint8Array.of(49, 44, 0, 50)),
  csvCase("an unknown label column", "csv/unknown-column", good, "t.csv", "?label=species"),
  csvCase("a label column out of range", "csv/unknown-column", good, "t.csv", "?label=3"),
  csvCase("a label and nothing else", "csv/no-features", "a\nb\na\nb"),
  csvCase("one class", "class/too-few", "1,a\n2,a\n3,a"),
  csvCase("a shape that does not fit", "csv/shape", good, "t.csv", "?shape=1x28x28"),
  csvCase("pixels below 0", "csv/pixel-range", "1,-2,a\n3,4,b", "t.csv:1", "?shape=1x1x2"),
  csvCase("pixels above 255", "csv/pixel-range", "1,2,a\n3,256,b", "t.csv:2", "?shape=1x1x2"),
  csvCase("a regression on words", "csv/not-a-number", good, "t.csv:1", "?task=regression"),
  csvCase("a shape of nonsense", "data/bad-option", good, "t.csv", "?shape=1xax2"),
];

describe.each([...idxCases, ...cifarCases, ...folderCases, ...csvCases])(
  "$what",
  ({ source, files, code, at }) => {
    it(`is refused with ${code}`, async () => {
      const result = await openFiles(source, files);
      expect(result.ok).toBe(false);
      if (result.ok) return;
      const found = result.problems[0] as Problem;
      expect(found.code).toBe(code);
      expect(found.path).toContain(at ?? "");
      expect(found.path).not.toBe("");
      expect(found.message).toMatch(/\.$/);
      expect(found.remedy).toMatch(/\.$/);
      expect(`${found.message}${found.remedy}`).not.toMatch(/\{\w+\}|undefined|NaN\b(?!”)/);
      expect(result.problems.every(({ severity }) => severity === "error")).toBe(true);
    });
  },
);

it("has at least thirty hostile data sets", () => {
  expect([...idxCases, ...cifarCases, ...folderCases, ...csvCases].length).toBeGreaterThanOrEqual(30);
});

describe("image files", () => {
  const cut = (bytes: Uint8Array, keep: number): Uint8Array =>
    bytes.slice(0, Math.floor(bytes.length * keep));
  it.each([
    { what: "an empty file", bytes: new Uint8Array(0), code: "image/not-an-image" },
    { what: "text", bytes: new TextEncoder().encode("hello, this is no image"), code: "image/not-an-image" },
    {
      what: "a GIF",
      bytes: new TextEncoder().encode("GIF89a..........................."),
      code: "image/not-an-image",
    },
    { what: "half a PNG", bytes: cut(png(50, 50, [1, 2, 3]), 0.5), code: "image/truncated" },
    { what: "a PNG of 20 bytes", bytes: png(8, 8, [1, 2, 3]).slice(0, 20), code: "image/truncated" },
    { what: "half a JPEG", bytes: cut(jpg(64, 64), 0.6), code: "image/undecodable" },
    { what: "a JPEG of its first marker", bytes: jpg(8, 8).slice(0, 4), code: "image/truncated" },
    {
      what: "a PNG of 0 × 8",
      bytes: lyingPng((b) => new DataView(b.buffer).setUint32(16, 0)),
      code: "image/lying-header",
    },
    { what: "a PNG of absurd size", bytes: hugePng, code: "image/too-large" },
    {
      what: "a PNG of a wide size",
      bytes: lyingPng((b) => new DataView(b.buffer).setUint32(16, 70_000)),
      code: "image/too-large",
    },
    { what: "a PNG of colour type 5", bytes: lyingPng((b) => b.fill(5, 25, 26)), code: "image/lying-header" },
    {
      what: "a PNG whose size lies",
      bytes: lyingPng((b) => new DataView(b.buffer).setUint32(16, 9)),
      code: "image/undecodable",
    },
    {
      what: "a PNG with a wrong checksum",
      bytes: lyingPng((b) => b.fill(1, 29, 30)),
      code: "image/undecodable",
    },
    {
      what: "a JPEG with a segment of length 0",
      bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, ...new Array(20).fill(0)),
      code: "image/lying-header",
    },
    {
      what: "a JPEG without a frame",
      bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9, ...new Array(20).fill(0)),
      code: "image/lying-header",
    },
    {
      what: "a WebP longer than its file",
      bytes: Uint8Array.of(82, 73, 70, 70, 255, 255, 0, 0, 87, 69, 66, 80, ...new Array(30).fill(0)),
      code: "image/lying-header",
    },
  ])("$what is left out of its folder with $code", async ({ bytes, code }) => {
    const result = await openFiles("folder:pets", { ...smallFolder(), "cats/bad.png": bytes });
    expect(result.ok).toBe(true);
    const [found] = (result.ok ? result.warnings : []) ?? [];
    expect([found?.code, found?.path]).toEqual([code, "cats/bad.png"]);
    expect(result.ok && result.value.train.length + result.value.test.length).toBe(6);
    const alone = await (await createNodeDecoder({ sharp: false })).decode(bytes, "bad.png");
    expect(alone.ok).toBe(false);
  });

  it("headers of any bytes never throw", () => {
    const heads = [png(8, 8, [1, 2, 3]), jpg(8, 8), new TextEncoder().encode("RIFF\x30\0\0\0WEBPVP8X")];
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.nat(200),
        fc.uint8Array({ maxLength: 60 }),
        (head, keep, noise) => {
          const bytes = Uint8Array.of(...head.subarray(0, keep), ...noise);
          const reading = readImageHeader(bytes, bytes.length, "x");
          if (reading !== "more" && reading.ok) expect(reading.value.width).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("IDX of any bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const bytes = Uint8Array.of(0, 0, 8, 3, ...noise);
        const parsed = parseIdxImages(bytes, "x");
        if (parsed.ok) {
          const { count, height, width, pixels } = parsed.value;
          expect(count * height * width).toBe(pixels.length);
        }
      }),
    );
  });
});

describe("places", () => {
  it("that cannot be listed or read are problems", async () => {
    const ports = await memoryPorts(smallIdx());
    const refuse = async (): Promise<never> => {
      throw new Error("permission denied");
    };
    for (const change of [{ list: refuse }, { size: refuse }, { read: refuse }]) {
      const files = async (place: string) => {
        const opened = await ports.files(place);
        return opened.ok ? { ok: true as const, value: { ...opened.value, ...change } } : opened;
      };
      const result = await openDataset("idx:d", { ...ports, files });
      expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual(["data/unreadable"]);
      expect(result.ok ? "" : result.problems[0]?.message).toContain("permission denied");
    }
  });

  it("that do not exist are the port's problem, handed on", async () => {
    const ports = await memoryPorts({});
    const missing = problem(dataMessages, "data/place-not-found", { path: "d" }, { place: "d" });
    const result = await openDataset("csv:d", {
      ...ports,
      files: async () => ({ ok: false, problems: [missing] }),
    });
    expect(result).toEqual({ ok: false, problems: [missing] });
  });

  it("with a file too large to read whole are refused before reading", async () => {
    const ports = await memoryPorts(smallIdx());
    const files = async (place: string) => {
      const opened = await ports.files(place);
      if (!opened.ok) return opened;
      const size = async () => 5_000_000_000;
      const read = async (): Promise<never> => {
        throw new Error("was read");
      };
      return { ok: true as const, value: { ...opened.value, size, read } };
    };
    const result = await openDataset("idx:d", { ...ports, files });
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual(["data/too-large"]);
  });
});
