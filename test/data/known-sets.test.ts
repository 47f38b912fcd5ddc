import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createFileCheck, type KnownFile, knownSets } from "../../engine/data/known-sets.ts";
import { codes } from "./support.ts";

describe("the well-known sets", () => {
  it("name every file with its size and a whole hash, and mirrors that end in a slash", () => {
    expect(new Set(knownSets.map(({ id }) => id)).size).toBe(knownSets.length);
    for (const { files, mirrors } of knownSets) {
      expect(mirrors.every((mirror) => /^https?:\/\/.+\/$/.test(mirror))).toBe(true);
      for (const { name, bytes, sha256 } of files) {
        expect(name).toMatch(/^[\w.-]+$/);
        expect(bytes).toBeGreaterThan(1000);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });
});

describe("checking a download", () => {
  const content = new TextEncoder().encode("some bytes of a file");
  const file: KnownFile = {
    name: "a.gz",
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
  const check = (...chunks: readonly Uint8Array[]) => {
    const checking = createFileCheck(file);
    for (const chunk of chunks) checking.add(chunk);
    return checking.finish();
  };

  it("accepts the file, in whatever pieces it came", () => {
    expect(check(content).ok).toBe(true);
    expect(check(content.subarray(0, 7), content.subarray(7)).ok).toBe(true);
  });

  it("refuses what is cut off, too long or other", () => {
    expect(codes(check(content.subarray(1)))).toEqual(["download/length"]);
    expect(codes(check(content, content))).toEqual(["download/length"]);
    expect(codes(check(content.map((byte) => byte ^ 1)))).toEqual(["download/checksum"]);
  });
});
