import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../../cli/data/node-files.ts";
import { createNodePorts } from "../../../cli/data/ports.ts";
import { openDataset } from "../../../engine/data/open.ts";
import { all, codes, expectOk, greyPng, png } from "../../data/support.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "layerloom-files-"));
  await mkdir(join(root, "set", "b", "deep"), { recursive: true });
  await mkdir(join(root, "set", "empty"));
  await mkdir(join(root, "outside"));
  await writeFile(join(root, "outside", "secret.png"), "secret");
  await writeFile(join(root, "set", "a.txt"), "0123456789");
  await writeFile(join(root, "set", "b", "deep", "c.txt"), "x");
  await symlink(join(root, "outside", "secret.png"), join(root, "set", "b", "leak.png"));
  await symlink(join(root, "outside"), join(root, "set", "leak"));
  await symlink("../a.txt", join(root, "set", "b", "inside.txt"));
  await symlink("..", join(root, "set", "b", "circle"));
  await symlink("nowhere", join(root, "set", "dangling.png"));
  await symlink("self", join(root, "set", "self"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("a folder", () => {
  it("lists its files and folders, without links that lead out, in circles or nowhere", async () => {
    const files = expectOk(await nodeFiles(join(root, "set")));
    expect(files.name).toBe("set");
    expect(await files.list()).toEqual(["a.txt", "b/deep/c.txt", "b/inside.txt"]);
    expect(await files.folders()).toEqual(["b", "b/deep", "empty"]);
  });

  it("reads whole files and parts", async () => {
    const files = expectOk(await nodeFiles(join(root, "set")));
    const text = async (...range: number[]) => new TextDecoder().decode(await files.read("a.txt", ...range));
    expect(await files.size("a.txt")).toBe(10);
    const parts = [await text(), await text(3), await text(2, 5), await text(8, 99), await text(50)];
    expect(parts).toEqual(["0123456789", "3456789", "234", "89", ""]);
    await files.list();
    expect(await text(2, 5)).toBe("234");
    expect(new TextDecoder().decode(await files.read("b/inside.txt"))).toBe("0123456789");
  });

  it.each(["../outside/secret.png", "b/leak.png", "leak/secret.png", "b/../../outside/secret.png"])(
    "does not read %s",
    async (path) => {
      const files = expectOk(await nodeFiles(join(root, "set")));
      await expect(files.read(path)).rejects.toThrow("leads out");
      await expect(files.size(path)).rejects.toThrow("leads out");
    },
  );

  it("may itself be named through a link", async () => {
    await symlink(join(root, "set"), join(root, "alias"));
    const files = expectOk(await nodeFiles(join(root, "alias")));
    expect(files.name).toBe("alias");
    expect(await files.list()).toContain("a.txt");
  });
});

describe("a place", () => {
  it("may be a single file", async () => {
    const files = expectOk(await nodeFiles(join(root, "set", "a.txt")));
    expect(await files.list()).toEqual(["a.txt"]);
    expect(await files.folders()).toEqual([]);
    expect(new TextDecoder().decode(await files.read("a.txt", 0, 2))).toBe("01");
    await expect(files.read("b/deep/c.txt")).rejects.toThrow("only a.txt");
  });

  it.each(["nothing", "set/a.txt/under"])("that is not there (%s) is a problem", async (place) => {
    expect(codes(await nodeFiles(join(root, place)))).toEqual(["data/place-not-found"]);
  });

  it("of the wrong kind is a problem", async () => {
    const ports = await createNodePorts();
    expect(codes(await openDataset(`csv:${join(root, "set")}`, ports))).toEqual(["data/not-a-file"]);
    expect(codes(await openDataset(`folder:${join(root, "set", "a.txt")}`, ports))).toEqual([
      "data/not-a-folder",
    ]);
    expect(codes(await openDataset(`idx:${join(root, "set", "a.txt")}`, ports))).toEqual([
      "data/not-a-folder",
    ]);
  });
});

it("sees an empty class folder on disk", async () => {
  const place = join(root, "pets");
  for (const name of ["cats", "dogs", "birds"]) await mkdir(join(place, name), { recursive: true });
  for (const i of all(3)) {
    await writeFile(join(place, "cats", `${i}.png`), png(4, 4, [i, 0, 0]));
    await writeFile(join(place, "dogs", `${i}.png`), png(4, 4, [0, 0, i]));
  }
  const opened = await openDataset(`folder:${place}`, await createNodePorts());
  expect(codes(opened)).toEqual(["folder/empty-class"]);
  expect(opened.ok ? "" : opened.problems[0]?.path).toBe("birds");
});

it("keeps memory flat over many images", async () => {
  // Of these images a batch is 19 MB as floats, and all together 1.8 GB.
  const place = join(root, "many");
  const bytes = greyPng(96, 96, 90);
  for (const name of ["a", "b"]) await mkdir(join(place, name), { recursive: true });
  for (const i of all(3000)) await writeFile(join(place, i % 2 ? "a" : "b", `${i}.png`), bytes);
  const progress: number[] = [];
  const ports = await createNodePorts({ progress: (done) => progress.push(done) });
  // Enlarged so that the whole set is beyond what is kept in memory.
  const { train } = expectOk(await openDataset(`folder:${place}?size=224&channels=3&check=headers`, ports));
  expect(progress.at(-1)).toBe(3000);
  const pass = async (from: number, to: number): Promise<number> => {
    for (let start = from; start < to; start += 32) await train.read(all(32).map((i) => start + i));
    return process.memoryUsage().rss;
  };
  const early = await pass(0, 320);
  const late = await pass(320, 1280);
  // The garbage collector's own breathing; keeping the 960 images would be 144 MB as bytes, 578 MB as floats.
  expect(late - early).toBeLessThan(100 * 1024 * 1024);
}, 60_000);
