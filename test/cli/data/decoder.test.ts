import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createNodeDecoder } from "../../../cli/data/decoder.ts";
import { exifOrientation, upright } from "../../../cli/data/exif.ts";
import type { DecodedImage } from "../../../engine/data/types.ts";
import { all, codes, expectOk, greyPng, jpg, png } from "../../data/support.ts";

const plain = await createNodeDecoder({ sharp: false });
const native = await createNodeDecoder();
const hasSharp = native.description === "sharp";
if (!hasSharp) console.log(`skipped in part: sharp is not there (${native.description})`);
const sharp = hasSharp ? (await import("sharp")).default : null;

/** Largest difference of a channel. */
function distance(a: DecodedImage, b: DecodedImage): number {
  expect([a.width, a.height, a.rgba.length]).toEqual([b.width, b.height, b.rgba.length]);
  return a.rgba.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.rgba[i] as number))), 0);
}

const pixels = Uint8Array.from(all(12 * 9 * 4), (i) => (i * 53) % 256);
const make = (channels: 1 | 2 | 3 | 4) => {
  if (sharp === null) throw new Error("needs sharp");
  return sharp(pixels.slice(0, 12 * 9 * channels), { raw: { width: 12, height: 9, channels } });
};

describe("without sharp", () => {
  it("decodes PNG, grey and colour, to RGBA", async () => {
    const red = expectOk(await plain.decode(png(2, 1, [200, 10, 5]), "x"));
    expect(red).toEqual({ width: 2, height: 1, rgba: Uint8Array.of(200, 10, 5, 255, 200, 10, 5, 255) });
    expect([...expectOk(await plain.decode(greyPng(1, 1, 77), "x")).rgba]).toEqual([77, 77, 77, 255]);
  });

  it("decodes JPEG", async () => {
    expect(expectOk(await plain.decode(jpg(10, 7), "x"))).toMatchObject({ width: 10, height: 7 });
  });

  it("says that WebP needs sharp", async () => {
    const header = "RIFF\x20\0\0\0WEBPVP8 ";
    const bytes = Uint8Array.from(all(40), (i) => (i < header.length ? header.charCodeAt(i) : 9));
    const result = await plain.decode(bytes, "x.webp");
    expect(codes(result)).toEqual(["image/needs-sharp"]);
    expect(result.ok ? "" : result.problems[0]?.remedy).toContain("sharp");
  });
});

/** A PNG from its chunks, with right checksums. */
function chunked(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const crc = (bytes: Uint8Array): number => {
    let value = ~0;
    for (const byte of bytes) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value >>> 0;
  };
  const parts = chunks.map(([type, data]) => {
    const bytes = new Uint8Array(12 + data.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, data.length);
    bytes.set(new TextEncoder().encode(type), 4);
    bytes.set(data, 8);
    view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
    return bytes;
  });
  return new Uint8Array(Buffer.concat([Uint8Array.of(0x89, 80, 78, 71, 13, 10, 26, 10), ...parts]));
}
const ihdr = (width: number, height: number, depth: number, type: number): Uint8Array => {
  const bytes = new Uint8Array(13);
  new DataView(bytes.buffer).setUint32(0, width);
  new DataView(bytes.buffer).setUint32(4, height);
  bytes.set([depth, type], 8);
  return bytes;
};
const end = ["IEND", new Uint8Array(0)] as const;

describe("unusual PNG", () => {
  it("of one, two and four bits, and with a palette and transparency", async () => {
    const bits = chunked([
      ["IHDR", ihdr(10, 2, 1, 0)],
      ["IDAT", zlibSync(Uint8Array.of(0, 0b10100000, 0b01000000, 0, 0xff, 0xc0))],
      end,
    ]);
    const one = expectOk(await plain.decode(bits, "x")).rgba.filter((_, i) => i % 4 === 0);
    expect([...one]).toEqual([255, 0, 255, 0, 0, 0, 0, 0, 0, 255, ...new Array(10).fill(255)]);
    const four = chunked([
      ["IHDR", ihdr(3, 1, 4, 3)],
      ["PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)],
      ["tRNS", Uint8Array.of(255, 40)],
      ["IDAT", zlibSync(Uint8Array.of(0, 0x21, 0x00))],
      end,
    ]);
    const palette = expectOk(await plain.decode(four, "x"));
    expect([...palette.rgba]).toEqual([7, 8, 9, 255, 4, 5, 6, 40, 1, 2, 3, 255]);
    if (hasSharp) {
      expect(distance(palette, expectOk(await native.decode(four, "x")))).toBe(0);
      expect(
        distance(expectOk(await plain.decode(bits, "x")), expectOk(await native.decode(bits, "x"))),
      ).toBe(0);
    }
  });

  it("that unpacks to more than its header says is refused early", async () => {
    const bomb = chunked([["IHDR", ihdr(4, 4, 8, 0)], ["IDAT", zlibSync(new Uint8Array(30_000_000))], end]);
    const result = await plain.decode(bomb, "bomb.png");
    expect(codes(result)).toEqual(["image/undecodable"]);
    expect(result.ok ? "" : result.problems[0]?.message).toContain("more pixels than its header says");
  });

  it("with a packed bomb for a colour profile is decoded without unpacking it", async () => {
    const profile = zlibSync(new Uint8Array(30_000_000));
    const bytes = chunked([
      ["IHDR", ihdr(1, 1, 8, 0)],
      ["iCCP", new Uint8Array(Buffer.concat([Buffer.from("x\0\0"), profile]))],
      ["IDAT", zlibSync(Uint8Array.of(0, 9))],
      end,
    ]);
    expect([...expectOk(await plain.decode(bytes, "x")).rgba]).toEqual([9, 9, 9, 255]);
  });
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])("turns orientation %i upright", (orientation) => {
  // Where the stored corner (top left) is seen: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, tag 274.
  const seen = { 1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left" } as const;
  const turned = { 5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left" } as const;
  const rgba = new Uint8Array(3 * 2 * 4);
  rgba[0] = 255;
  const image = upright({ width: 3, height: 2, rgba }, orientation);
  expect([image.width, image.height]).toEqual(orientation < 5 ? [3, 2] : [2, 3]);
  const at = image.rgba.indexOf(255) / 4;
  const vertical = at < image.width ? "top" : "bottom";
  const horizontal = at % image.width === 0 ? "left" : "right";
  expect(`${vertical} ${horizontal}`).toBe({ ...seen, ...turned }[orientation]);
});

describe.skipIf(!hasSharp)("with sharp", () => {
  it.each([1, 2, 3, 4] as const)(
    "PNG of %i channels is the same from both, alpha apart",
    async (channels) => {
      const bytes = new Uint8Array(await make(channels).png().toBuffer());
      expect(
        distance(expectOk(await plain.decode(bytes, "x")), expectOk(await native.decode(bytes, "x"))),
      ).toBe(0);
    },
  );

  it("sixteen-bit and interlaced PNG are the same from both within a level", async () => {
    const deep = new Uint8Array(await make(3).toColourspace("rgb16").png().toBuffer());
    const laced = new Uint8Array(await make(3).png({ progressive: true }).toBuffer());
    for (const bytes of [deep, laced])
      expect(
        distance(expectOk(await plain.decode(bytes, "x")), expectOk(await native.decode(bytes, "x"))),
      ).toBeLessThanOrEqual(1);
  });

  it("JPEG is the same from both within a few levels, also in grey and progressive", async () => {
    const smooth = Uint8Array.from(all(32 * 32 * 3), (i) => 60 + Math.floor(i / 96) * 3 + (i % 3) * 20);
    const base = (await import("sharp")).default(smooth, { raw: { width: 32, height: 32, channels: 3 } });
    for (const bytes of [
      await base.clone().jpeg({ quality: 95 }).toBuffer(),
      await base.clone().jpeg({ progressive: true, quality: 95 }).toBuffer(),
      await base.clone().grayscale().jpeg({ quality: 95 }).toBuffer(),
    ]) {
      const [a, b] = [await plain.decode(bytes, "x"), await native.decode(bytes, "x")];
      expect(distance(expectOk(a), expectOk(b))).toBeLessThanOrEqual(6);
    }
  });

  it("both turn a photo upright by its EXIF orientation", async () => {
    const smooth = Uint8Array.from(all(24 * 16 * 3), (i) => (i % 72) + Math.floor(i / 72) * 8);
    for (const orientation of all(8).map((i) => i + 1)) {
      const bytes = new Uint8Array(
        await (await import("sharp"))
          .default(smooth, { raw: { width: 24, height: 16, channels: 3 } })
          .withMetadata({ orientation })
          .jpeg({ quality: 98, chromaSubsampling: "4:4:4" })
          .toBuffer(),
      );
      expect(exifOrientation(bytes)).toBe(orientation);
      const [a, b] = [await plain.decode(bytes, "x"), await native.decode(bytes, "x")];
      expect(distance(expectOk(a), expectOk(b))).toBeLessThanOrEqual(6);
    }
  });

  it("WebP is read, lossless to the level", async () => {
    const bytes = new Uint8Array(await make(3).webp({ lossless: true }).toBuffer());
    const { width, height, rgba } = expectOk(await native.decode(bytes, "x"));
    expect([width, height]).toEqual([12, 9]);
    expect([...rgba.filter((_, i) => i % 4 !== 3)]).toEqual([...pixels.slice(0, 12 * 9 * 3)]);
    const lossy = new Uint8Array(await make(4).webp().toBuffer());
    expect(expectOk(await native.decode(lossy, "x"))).toMatchObject({ width: 12, height: 9 });
  });

  it.each(["png", "jpeg", "webp"] as const)("a %s cut off is refused", async (format) => {
    const noise = Uint8Array.from(all(64 * 64 * 3), (i) => (i * i * 31) % 256);
    const whole = await (await import("sharp"))
      .default(noise, { raw: { width: 64, height: 64, channels: 3 } })
      [format]()
      .toBuffer();
    expectOk(await native.decode(new Uint8Array(whole), "x"));
    const cut = await native.decode(new Uint8Array(whole.subarray(0, Math.floor(whole.length / 2))), "x");
    expect(cut.ok).toBe(false);
  });

  it("never hands an absurd size to the decoder", async () => {
    const bytes = png(8, 8, [1, 2, 3]).slice();
    new DataView(bytes.buffer).setUint32(16, 65_000);
    new DataView(bytes.buffer).setUint32(20, 65_000);
    expect(codes(await native.decode(bytes, "x"))).toEqual(["image/too-large"]);
  });
});
