/** Reading and writing documents in Node, with the real file system. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createDocuments,
  DOCUMENT_BYTES,
  type Documents,
  withEnding,
} from "../../electron/files/documents.ts";
import { nodeFileSystem } from "../../electron/files/fileSystem.ts";
import { createRecentFiles } from "../../electron/files/recent.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";

let folder: string;
let documents: Documents;
const at = (name: string): string => join(folder, name);
const changeBehind = (path: string, text: string): void => {
  writeFileSync(path, text);
  utimesSync(path, new Date(), new Date(Date.now() + 5_000));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-documents-"));
  let tokens = 0;
  const recent = createRecentFiles(nodeFileSystem, at("recent.json"), Date.now);
  documents = createDocuments({
    fs: nodeFileSystem,
    newToken: () => `token${++tokens}`,
    noteRecent: recent.note,
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("opening", () => {
  it("gives the text and a token that stands for the path", async () => {
    writeFileSync(at("net.layerloom"), "{}");
    const opened = await documents.open(at("net.layerloom"));
    expect(opened).toEqual({
      ok: true,
      value: { file: { token: "token1", name: "net.layerloom", folder }, text: "{}" },
    });
    expect(await documents.open(at("net.layerloom"))).toEqual(opened);
  });

  it.each([
    ["missing", () => at("none.layerloom")],
    [
      "not-text",
      () => {
        writeFileSync(at("latin1"), Buffer.from([0xe4, 0x80, 0xff]));
        return at("latin1");
      },
    ],
    ["not-readable", () => folder],
    [
      "too-large",
      () => {
        writeFileSync(at("large"), Buffer.alloc(DOCUMENT_BYTES + 1));
        return at("large");
      },
    ],
  ])("says when a file is %s", async (code, make) => {
    const opened = await documents.open(make());
    expect(opened).toMatchObject({ ok: false, failure: { code } });
  });

  it("holds the same limit as the engine", () => expect(DOCUMENT_BYTES).toBe(LIMITS.documentBytes));
});

describe("saving", () => {
  it("writes the whole text, keeps the mode, and leaves no temporary file", async () => {
    writeFileSync(at("net.layerloom"), "old");
    chmodSync(at("net.layerloom"), 0o600);
    const opened = await documents.open(at("net.layerloom"));
    const token = opened.ok ? opened.value.file.token : "";
    expect(await documents.save(token, "new", false)).toMatchObject({ ok: true });
    expect(readFileSync(at("net.layerloom"), "utf8")).toBe("new");
    expect([...(await nodeFileSystem.list(folder))].sort()).toEqual(["net.layerloom", "recent.json"]);
  });

  it("writes through a symbolic link instead of replacing it", async () => {
    writeFileSync(at("real.layerloom"), "old");
    symlinkSync(at("real.layerloom"), at("link.layerloom"));
    const opened = await documents.open(at("link.layerloom"));
    await documents.save(opened.ok ? opened.value.file.token : "", "new", false);
    expect(readFileSync(at("real.layerloom"), "utf8")).toBe("new");
  });

  it("refuses when another program changed the file, and overwrites when asked", async () => {
    writeFileSync(at("net.layerloom"), "old");
    const opened = await documents.open(at("net.layerloom"));
    const token = opened.ok ? opened.value.file.token : "";
    changeBehind(at("net.layerloom"), "theirs");
    expect(await documents.hasChanged(token)).toBe(true);
    expect(await documents.save(token, "ours", false)).toMatchObject({
      ok: false,
      failure: { code: "changed-on-disk" },
    });
    expect(readFileSync(at("net.layerloom"), "utf8")).toBe("theirs");
    expect(await documents.save(token, "ours", true)).toMatchObject({ ok: true });
    expect(readFileSync(at("net.layerloom"), "utf8")).toBe("ours");
    expect(await documents.hasChanged(token)).toBe(false);
  });

  it("takes the other program's version as its own after reading it", async () => {
    writeFileSync(at("net.layerloom"), "old");
    const opened = await documents.open(at("net.layerloom"));
    const token = opened.ok ? opened.value.file.token : "";
    changeBehind(at("net.layerloom"), "theirs");
    expect(await documents.reread(token)).toMatchObject({ ok: true, value: { text: "theirs" } });
    expect(await documents.save(token, "ours", false)).toMatchObject({ ok: true });
  });

  it("writes a file anew that was moved away, and never through a token it does not know", async () => {
    writeFileSync(at("net.layerloom"), "old");
    const opened = await documents.open(at("net.layerloom"));
    rmSync(at("net.layerloom"));
    expect(await documents.save(opened.ok ? opened.value.file.token : "", "new", false)).toMatchObject({
      ok: true,
    });
    expect(await documents.save("made up", "x", true)).toMatchObject({
      ok: false,
      failure: { code: "missing" },
    });
  });

  it("leaves the old file whole when the new one cannot be written", async () => {
    const broken = createDocuments({
      fs: {
        ...nodeFileSystem,
        writeWhole: async () => {
          throw Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
        },
      },
      newToken: () => "token",
      noteRecent: async () => undefined,
    });
    writeFileSync(at("net.layerloom"), "old");
    const opened = await broken.open(at("net.layerloom"));
    expect(await broken.save(opened.ok ? opened.value.file.token : "", "new", false)).toEqual({
      ok: false,
      failure: { code: "not-writable", name: "net.layerloom", detail: "No space left on device" },
    });
    expect(readFileSync(at("net.layerloom"), "utf8")).toBe("old");
  });

  it("adds the ending that a dialog left out", () => {
    expect(withEnding("/a/net", ".layerloom")).toBe("/a/net.layerloom");
    expect(withEnding("/a/net.json", ".layerloom")).toBe("/a/net.json");
  });

  it("exports bytes as they are", async () => {
    const bytes = new Uint8Array([0, 255, 10]);
    expect(await documents.exportTo(at("picture.png"), bytes)).toEqual({ ok: true, value: true });
    expect(new Uint8Array(readFileSync(at("picture.png")))).toEqual(bytes);
  });
});

describe("recent files", () => {
  it("lists the last first, each once, and survives a damaged list", async () => {
    let now = 0;
    const recent = createRecentFiles(nodeFileSystem, at("recent.json"), () => ++now);
    const note = (name: string) => recent.note({ token: name, name, folder }, at(name));
    await Promise.all([note("a"), note("b"), note("a")]);
    expect((await recent.list()).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(await recent.pathOf("b")).toBe(at("b"));
    await recent.forget("b");
    expect((await recent.list()).map(({ name }) => name)).toEqual(["a"]);
    writeFileSync(at("recent.json"), "{ torn");
    expect(await recent.list()).toEqual([]);
    await note("c");
    expect((await recent.list()).map(({ name }) => name)).toEqual(["c"]);
  });

  it("keeps a dozen", async () => {
    const recent = createRecentFiles(nodeFileSystem, at("recent.json"), Date.now);
    for (let index = 0; index < 20; index++) {
      await recent.note({ token: `t${index}`, name: `n${index}`, folder }, at(`n${index}`));
    }
    expect(await recent.list()).toHaveLength(12);
    expect(existsSync(at("recent.json"))).toBe(true);
  });
});
