import { describe, expect, it } from "vitest";
import { all, cifarRecords, codes, expectOk, gzip, openFiles, tar } from "./support.ts";

const small = (): Record<string, Uint8Array | string> => ({
  "cifar-10-batches-bin/batches.meta.txt": `${all(10)
    .map((i) => `name${i}`)
    .join("\n")}\n`,
  ...Object.fromEntries(
    all(5).map((i) => [`cifar-10-batches-bin/data_batch_${i + 1}.bin`, cifarRecords([2 * i, 2 * i + 1])]),
  ),
  "cifar-10-batches-bin/test_batch.bin": cifarRecords([9, 0, 5]),
});

describe("cifar10:", () => {
  it("reads all batches in order, channels last", async () => {
    const opened = await openFiles("cifar10:x", small());
    const { info, train, test } = expectOk(opened);
    expect(codes(opened)).toEqual([]);
    expect(info.shape).toEqual([3, 32, 32]);
    expect(info.classes[3]).toBe("name3");
    expect([...(await train.labels())]).toEqual(all(10));
    const { pixels } = await train.read([3]);
    // Record 1 of the second batch: pixel 7 has 1 + 7, 1 + 7 + 50, 1 + 7 + 100.
    expect([...pixels.subarray(21, 24)].map((value) => Math.round(value * 255))).toEqual([8, 58, 108]);
    expect([...(await test.read(all(3))).labels]).toEqual([9, 0, 5]);
  });

  it("reads the archive as it was downloaded, with the same fingerprint", async () => {
    const files = Object.fromEntries(
      Object.entries(small()).map(([path, bytes]) => [
        path,
        typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
      ]),
    );
    const archive = gzip(tar({ "cifar-10-batches-bin/": new Uint8Array(0), ...files }));
    const packed = expectOk(await openFiles("cifar10:x", { "cifar-10-binary.tar.gz": archive }));
    expect(packed.info.fingerprint).toBe(expectOk(await openFiles("cifar10:x", files)).info.fingerprint);
  });

  it("uses the usual names without the list", async () => {
    const { "cifar-10-batches-bin/batches.meta.txt": _, ...files } = small();
    expect(expectOk(await openFiles("cifar10:x", files)).info.classes).toContain("frog");
  });

  it("goes on with some batches missing, and draws a test part, with a word on both", async () => {
    const files = { "data_batch_2.bin": cifarRecords([...all(10), ...all(10)]) };
    const opened = await openFiles("cifar10:x?test=0.5", files);
    expect(codes(opened)).toEqual(["cifar10/batches", "cifar10/no-test"]);
    expect(expectOk(opened).test.length).toBe(10);
  });
});
