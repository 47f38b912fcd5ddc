import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createNodePorts } from "../../cli/data/ports.ts";
import { openDataset } from "../../engine/data/open.ts";
import { computeNormalization } from "../../engine/data/process/normalize.ts";
import { classCounts } from "../../engine/data/split.ts";
import { all, codes, counting, expectOk, gzip, idx, openFiles, smallIdx } from "./support.ts";

describe("idx:", () => {
  it("reads images and labels", async () => {
    const { info, train, test } = expectOk(await openFiles("idx:digits", smallIdx()));
    expect(info).toMatchObject({
      title: "digits",
      task: "classification",
      shape: [1, 2, 3],
      classes: ["0", "1"],
    });
    const { pixels, labels, indices } = await train.read([3, 0]);
    expect([...pixels].map((value) => Math.round(value * 255))).toEqual([
      18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5,
    ]);
    expect([...labels]).toEqual([0, 0]);
    expect([...indices]).toEqual([3, 0]);
    expect([...(await test.labels())]).toEqual([1, 0]);
  });

  it("reads gzip, with the same fingerprint", async () => {
    const plain = expectOk(await openFiles("idx:a", smallIdx()));
    const packed = Object.fromEntries(
      Object.entries(smallIdx()).map(([name, bytes]) => [`${name}.gz`, gzip(bytes)]),
    );
    const other = expectOk(await openFiles("idx:b", packed));
    expect(other.info.fingerprint).toBe(plain.info.fingerprint);
    expect(await other.train.read([1])).toEqual(await plain.train.read([1]));
    const changed = { ...smallIdx(), "train-labels-idx1-ubyte": idx([4], [0, 1, 1, 1]) };
    expect(expectOk(await openFiles("idx:c", changed)).info.fingerprint).not.toBe(plain.info.fingerprint);
  });

  it.each([
    (name: string) => name.replace("-idx", ".idx"),
    (name: string) => `MNIST/raw/${name}`,
    (name: string) => name.replace("t10k", "test"),
    (name: string) => `emnist-letters-${name.replace("t10k", "test")}`,
    (name: string) => `${name.toUpperCase()}`,
    // A gzip file under a plain name, as some mirrors serve it.
    (name: string) => name,
  ])("knows the files by the names in use (%#)", async (rename) => {
    const files = Object.fromEntries(
      Object.entries(smallIdx()).map(([name, bytes]) => [rename(name), gzip(bytes)]),
    );
    expect(expectOk(await openFiles("idx:x", files)).train.length).toBe(4);
  });

  it("prefers the plain file and the shallow one", async () => {
    const files = {
      ...smallIdx(),
      "train-images-idx3-ubyte.gz": new Uint8Array([1]),
      "old/train-labels-idx1-ubyte": new Uint8Array([1]),
    };
    expect(expectOk(await openFiles("idx:x", files)).train.length).toBe(4);
  });

  it("takes class names from classes.txt, and Fashion-MNIST's from the folder's name", async () => {
    const named = { ...smallIdx(), "classes.txt": "zero\r\none\n" };
    expect(expectOk(await openFiles("idx:x", named)).info.classes).toEqual(["zero", "one"]);
    const fashion = await openFiles("idx:data/fashion-mnist", smallIdx());
    expect(expectOk(fashion).info.classes[9]).toBe("Ankle boot");
    expect(codes(fashion)).toEqual(["class/absent"]);
  });

  it("draws a test part where there is none, and says so", async () => {
    const { "t10k-images-idx3-ubyte": _, "t10k-labels-idx1-ubyte": __, ...files } = smallIdx();
    const opened = await openFiles("idx:x?test=0.5&seed=3", files);
    const { train, test } = expectOk(opened);
    expect([train.length, test.length]).toEqual([2, 2]);
    expect(codes(opened)).toEqual(["idx/no-test-files"]);
  });

  it("resizes where asked", async () => {
    const { info, train } = expectOk(await openFiles("idx:x", smallIdx(), { resize: [4, 6] }));
    expect(info.shape).toEqual([1, 4, 6]);
    expect((await train.read([0])).pixels).toHaveLength(24);
  });

  it("warns of a class that no training sample has", async () => {
    const files = {
      ...smallIdx(),
      "train-labels-idx1-ubyte": idx([4], [0, 2, 2, 0]),
      "t10k-labels-idx1-ubyte": idx([2], [2, 0]),
    };
    expect(codes(await openFiles("idx:x", files))).toEqual(["class/absent"]);
  });

  it("reads large sets of sorted labels, which pack a thousandfold", async () => {
    const labels = all(20_000).map((i) => Math.floor(i / 10_000));
    const files = {
      ...smallIdx(),
      "train-images-idx3-ubyte": idx([20_000, 1, 1], counting(20_000)),
      "train-labels-idx1-ubyte.gz": gzip(idx([20_000], labels)),
      "t10k-images-idx3-ubyte": idx([2, 1, 1], [1, 2]),
    };
    const { "train-labels-idx1-ubyte": _, ...packed } = files as Record<string, Uint8Array>;
    expect(expectOk(await openFiles("idx:x", packed)).train.length).toBe(20_000);
  });
});

const shared = process.env.LAYERLOOM_SHARED ?? join(dirname(process.cwd()), "shared");
const mnist = join(shared, "data", "mnist-9000");
const isThere = existsSync(mnist);
if (!isThere) console.log(`skipped: no reference data at ${mnist}`);

describe.skipIf(!isThere)("real digits", () => {
  it("are 8,000 and 1,000, with MNIST's mean and deviation", async () => {
    const dataset = expectOk(await openDataset(`idx:${mnist}`, await createNodePorts()));
    expect([dataset.train.length, dataset.test.length]).toEqual([8000, 1000]);
    expect(dataset.info.shape).toEqual([1, 28, 28]);
    expect((await classCounts(dataset.train, 10)).every((count) => count > 600)).toBe(true);
    const { mean, std } = await computeNormalization(dataset);
    expect(mean[0]).toBeCloseTo(0.1307, 2);
    expect(std[0]).toBeCloseTo(0.3081, 2);
  });
});
