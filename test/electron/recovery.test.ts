import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { BridgeRecovery } from "../../electron/contract.ts";
import { nodeFileSystem } from "../../electron/files/fileSystem.ts";
import { createRecovery, isRecoveryId } from "../../electron/files/recovery.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-recovery-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const launch = () =>
  createRecovery({
    fs: nodeFileSystem,
    folder,
    pathOf: (token) => (token === "known" ? "/home/a/net.layerloom" : null),
    tokenOf: (path) => ({ token: `again:${path}`, name: "net.layerloom", folder: "/home/a" }),
  });
const entry = (id: string, savedAt = 1): BridgeRecovery => ({
  id,
  title: id,
  text: "{}",
  savedAt,
  file: null,
});

it("offers after a crash what the living program does not own", async () => {
  const first = launch();
  await first.write(entry("one", 1), 7);
  await first.write(entry("two", 2), 7);
  expect(await first.listOrphans()).toEqual([]);
  const afterwards = launch();
  expect((await afterwards.listOrphans()).map(({ id }) => id)).toEqual(["two", "one"]);
});

it("offers what a closed or reloaded window left behind", async () => {
  const recovery = launch();
  await recovery.write(entry("one"), 7);
  recovery.release(7);
  expect(await recovery.listOrphans()).toHaveLength(1);
});

it("gives an entry to one of two windows", async () => {
  await launch().write(entry("one"), 7);
  const recovery = launch();
  const claimed = await Promise.all([recovery.claim("one", 1), recovery.claim("one", 2)]);
  expect(claimed.filter((found) => found !== null)).toHaveLength(1);
  expect(await recovery.claim("gone", 1)).toBeNull();
});

it("knows the file again after a restart, by its path", async () => {
  const file = { token: "known", name: "net.layerloom", folder: "/home/a" };
  await launch().write({ ...entry("one"), file }, 7);
  const [found] = await launch().listOrphans();
  expect(found?.file?.token).toBe("again:/home/a/net.layerloom");
});

it("replaces an entry as a whole and removes it without a trace", async () => {
  const recovery = launch();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      recovery.write({ ...entry("one"), text: "x".repeat(index * 1000) }, 7),
    ),
  );
  expect(readdirSync(folder)).toEqual(["one.json"]);
  const [found] = await launch().listOrphans();
  expect(found?.text.length).toBe(19_000);
  await recovery.remove("one");
  await recovery.remove("one");
  expect(readdirSync(folder)).toEqual([]);
});

it("passes over files that it did not write, and ids that are paths", async () => {
  writeFileSync(join(folder, "torn.json"), '{ "id": "torn"');
  writeFileSync(join(folder, "other.json"), '{ "id": "elsewhere", "title": "", "text": "", "savedAt": 1 }');
  writeFileSync(join(folder, "notes.txt"), "");
  expect(await launch().listOrphans()).toEqual([]);
  for (const id of ["../recent", "a/b", "", "a.b", "x".repeat(65)]) {
    expect(isRecoveryId(id)).toBe(false);
    expect(await launch().claim(id, 1)).toBeNull();
  }
});
