import { describe, expect, it } from "vitest";
import { openDataset } from "../../engine/data/open.ts";
import { folderLayout } from "../../engine/data/readers/folder-layout.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { all, codes, expectOk, greyPng, jpg, memoryPorts, openFiles, png, smallFolder } from "./support.ts";

describe("folder:", () => {
  it("is a class a folder, sorted by name", async () => {
    const opened = await openFiles("folder:pets", smallFolder());
    const { info, train, test } = expectOk(opened);
    expect(codes(opened)).toEqual([]);
    expect(info).toMatchObject({ title: "pets", shape: [3, 8, 8], classes: ["cats", "dogs"], fit: "crop" });
    expect([train.length, test.length]).toEqual([4, 2]);
    const { pixels, labels } = await train.read(all(4));
    expect([...labels]).toEqual([0, 0, 1, 1]);
    expect(pixels[0]).toBeGreaterThan(0.9);
    expect(pixels[2 * 192]).toBeLessThan(0.1);
    expect(await train.read(all(4))).toEqual(await train.read(all(4)));
  });

  it("draws the same parts for the same seed", async () => {
    const images = Object.fromEntries(
      all(40).map((i) => [`${i % 2 ? "a" : "b"}/${i}.png`, png(2, 2, [i, i, i])]),
    );
    const testPixels = async (source: string) =>
      [...(await expectOk(await openFiles(source, images)).test.read(all(8))).pixels].join();
    expect(await testPixels("folder:x?seed=1")).toBe(await testPixels("folder:x?seed=1"));
    expect(await testPixels("folder:x?seed=1")).not.toBe(await testPixels("folder:x?seed=2"));
  });

  it.each([
    ["train", "test"],
    ["training", "val"],
    ["Train", "valid"],
  ])("takes %s and %s as the parts", async (train, test) => {
    const files: Record<string, Uint8Array> = {};
    for (const [path, bytes] of Object.entries(smallFolder())) {
      files[`set/${train}/${path}`] = bytes;
      if (path.endsWith("1.png")) files[`set/${test}/${path}`] = bytes;
    }
    const dataset = expectOk(await openFiles("folder:x", files));
    expect([dataset.train.length, dataset.test.length]).toEqual([6, 2]);
    expect(dataset.info.classes).toEqual(["cats", "dogs"]);
  });

  it("draws the test part where the train folder stands alone", async () => {
    const files = Object.fromEntries(Object.entries(smallFolder()).map(([path, b]) => [`train/${path}`, b]));
    const dataset = expectOk(await openFiles("folder:x", files));
    expect([dataset.train.length, dataset.test.length]).toEqual([4, 2]);
  });

  it("knows a class named train from a part of that name", () => {
    const layout = expectOk(folderLayout("x", ["car/1.png", "train/1.png"], ["car", "train"]));
    expect(layout.classes).toEqual(["car", "train"]);
  });

  it("keeps hostile folder names as data", async () => {
    const files = {
      "__proto__/1.png": png(4, 4, [1, 2, 3]),
      "__proto__/2.png": png(4, 4, [1, 2, 3]),
      "constructor/1.png": png(4, 4, [1, 2, 3]),
      "constructor/2.png": png(4, 4, [1, 2, 3]),
    };
    const { info, train } = expectOk(await openFiles("folder:x", files));
    expect(info.classes).toEqual(["__proto__", "constructor"]);
    expect([...(await train.labels())]).toEqual([0, 1]);
  });

  it("reads PNG and JPEG, deep below the class folder, and by content rather than name", async () => {
    const files = {
      "a/deep/er/1.JPG": jpg(16, 16),
      "a/2.png": jpg(16, 16),
      "b/1.png": png(16, 16, [9, 9, 9]),
      "b/2.jpeg": jpg(16, 16),
    };
    const opened = await openFiles("folder:x", files);
    expect(expectOk(opened).info.shape).toEqual([3, 16, 16]);
    expect(codes(opened)).toEqual(["folder/misnamed"]);
  });

  it("is grey where all images are, or as told", async () => {
    const files = {
      "a/1.png": greyPng(4, 4, 10),
      "a/2.png": greyPng(4, 4, 20),
      "b/1.png": greyPng(4, 4, 30),
      "b/2.png": greyPng(4, 4, 40),
    };
    expect(expectOk(await openFiles("folder:x", files)).info.shape).toEqual([1, 4, 4]);
    expect(expectOk(await openFiles("folder:x?channels=3", files)).info.shape).toEqual([3, 4, 4]);
    const mixed = { ...files, "b/2.png": png(4, 4, [200, 0, 0]) };
    expect(expectOk(await openFiles("folder:x", mixed)).info.shape).toEqual([3, 4, 4]);
    const grey = expectOk(await openFiles("folder:x?channels=1", mixed));
    expect(grey.info.shape).toEqual([1, 4, 4]);
  });

  it("brings images to one size and says so", async () => {
    const files = { ...smallFolder(), "cats/wide.png": png(40, 20, [1, 2, 3]) };
    const opened = await openFiles("folder:x", files);
    expect(expectOk(opened).info.shape).toEqual([3, 8, 8]);
    expect(codes(opened)).toEqual(["folder/mixed-sizes"]);
    expect(codes(await openFiles("folder:x?size=12x10", files))).toEqual([]);
    expect(expectOk(await openFiles("folder:x?size=12x10&fit=pad", files)).info).toMatchObject({
      shape: [3, 12, 10],
      fit: "pad",
    });
    expect(expectOk(await openFiles("folder:x", files, { resize: [5, 6] })).info.shape).toEqual([3, 5, 6]);
    const large = { "a/1.png": png(500, 250, [1, 1, 1]), "b/1.png": png(500, 250, [1, 1, 1]) };
    const scaled = await openFiles("folder:x", { ...large, "a/2.png": png(500, 250, [2, 1, 1]) });
    expect(expectOk(scaled).info.shape).toEqual([3, 112, 224]);
    expect(codes(scaled)).toEqual(["folder/scaled", "class/no-test"]);
  });

  it("reports what it leaves out, and ignores what systems leave behind", async () => {
    const opened = await openFiles("folder:x", {
      ...smallFolder(),
      "cats/notes.txt": "x",
      "cats/movie.gif": "x",
      "readme.md": "x",
      "stray.png": png(8, 8, [0, 0, 0]),
      ".DS_Store": "x",
      "cats/Thumbs.db": "x",
      "__MACOSX/cats/._1.png": "x",
      ".ipynb_checkpoints/a.png": "x",
      "dogs/broken.png": png(8, 8, [1, 2, 3]).slice(0, 40),
    });
    expect(expectOk(opened).info.classes).toEqual(["cats", "dogs"]);
    expect(codes(opened)).toEqual(["folder/left-out", "folder/loose", "image/truncated"]);
    if (!opened.ok) return;
    expect(opened.warnings?.every(({ severity }) => severity === "warning")).toBe(true);
    expect(opened.warnings?.[0]?.message).toContain("3 files");
    expect(opened.warnings?.[2]?.path).toBe("dogs/broken.png");
  });

  it("names the first twenty broken files and counts the others", async () => {
    const broken = Object.fromEntries(all(27).map((i) => [`cats/x${i}.png`, "not a png"]));
    const found = codes(await openFiles("folder:x", { ...smallFolder(), ...broken }));
    expect(found.filter((code) => code === "image/not-an-image")).toHaveLength(20);
    expect(found).toContain("folder/more-broken");
  });

  it("finds damage behind a sound header when it decodes, and leaves it out when it does not", async () => {
    const damaged = png(64, 64, [1, 2, 3]);
    damaged.fill(0x55, 60, damaged.length - 20);
    const files = { ...smallFolder(), "cats/9.png": damaged };
    expect(codes(await openFiles("folder:x?size=8", files))).toEqual(["image/undecodable"]);

    const reports: Problem[] = [];
    const ports = await memoryPorts(files, reports);
    const opened = await openDataset("folder:x?size=8&check=headers&seed=4", ports);
    expect(codes(opened)).toEqual([]);
    const { train, test } = expectOk(opened);
    const samples = [await train.read(all(train.length)), await test.read(all(test.length))];
    await train.read(all(train.length));
    await test.read(all(test.length));
    const [inTrain, inTest] = samples.map(({ count }) => count);
    expect((inTrain ?? 0) + (inTest ?? 0)).toBe(6);
    expect(train.length + test.length).toBe(7);
    for (const { count, indices, pixels, labels } of samples) {
      expect(indices).toHaveLength(count);
      expect(labels).toHaveLength(count);
      expect(pixels).toHaveLength(count * 192);
    }
    expect(reports.map(({ code, path }) => [code, path])).toEqual([["folder/gone", "cats/9.png"]]);
  });

  it("goes by names and sizes in its fingerprint", async () => {
    const print = async (source: string, files: Record<string, Uint8Array>) =>
      expectOk(await openFiles(source, files)).info.fingerprint;
    const base = await print("folder:x", smallFolder());
    expect(await print("folder:y", smallFolder())).toBe(base);
    expect(await print("folder:x?seed=1", smallFolder())).not.toBe(base);
    expect(await print("folder:x", { ...smallFolder(), "cats/4.png": png(8, 8, [0, 0, 0]) })).not.toBe(base);
  });
});
