import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fsStore } from "../../../cli/run-store/fs-store.ts";
import { storeContract } from "../../training/store-contract.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "layerloom-run-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("run folder on disk", () => {
  storeContract(async () => fsStore(join(newFolder(), "made", "on demand")));

  it.each(["../x", "a/../../x", "/etc/x", "a\\..\\x", "."])("refuses the path %s", async (path) => {
    const folder = newFolder();
    const store = fsStore(join(folder, "run"));
    await expect(store.write(path, new Uint8Array())).rejects.toThrow("not a path inside a run");
    await expect(store.remove(path)).rejects.toThrow("not a path inside a run");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves no temporary files, and clears away those of a killed write", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "weights.safetensors.1234567"), "half");
    const store = fsStore(folder);
    await store.write("weights.safetensors", new Uint8Array([1, 2, 3]));
    expect(readdirSync(folder)).toEqual(["weights.safetensors"]);
  });
});
