import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REQUESTS } from "../../electron/contract.ts";
import { createDocuments } from "../../electron/files/documents.ts";
import { nodeFileSystem } from "../../electron/files/fileSystem.ts";
import { createOpenRequests, documentArguments } from "../../electron/files/openRequests.ts";
import { createRecentFiles } from "../../electron/files/recent.ts";
import { createRecovery } from "../../electron/files/recovery.ts";
import { createWatcher } from "../../electron/files/watcher.ts";
import { menuTemplate } from "../../electron/menu.ts";
import * as read from "../../electron/messages.ts";
import { requestHandlers } from "../../electron/requests.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layerloom-requests-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The handlers over the real file system; the dialogs answer with `path`. */
function handlers(path: string | null) {
  let tokens = 0;
  const recent = createRecentFiles(nodeFileSystem, join(folder, "recent.json"), Date.now);
  const documents = createDocuments({
    fs: nodeFileSystem,
    newToken: () => `token${++tokens}`,
    noteRecent: recent.note,
  });
  const { pathOf, tokenOf } = documents;
  const recovery = createRecovery({ fs: nodeFileSystem, folder: join(folder, "recovery"), pathOf, tokenOf });
  const dialogs = { open: async () => path, save: async () => path };
  return requestHandlers({ documents, recent, recovery, dialogs });
}

describe("requests", () => {
  it("open, save under a name, and open again from the recent files after a restart", async () => {
    const path = join(folder, "net");
    const saved = await handlers(path).saveAs(1, ["net.layerloom", "{}"]);
    expect(saved).toMatchObject({ ok: true, value: { name: "net.layerloom" } });
    expect(readFileSync(`${path}.layerloom`, "utf8")).toBe("{}");
    const restarted = handlers(null);
    const [file] = (await restarted.recentFiles(1, [])) as readonly { readonly token: string }[];
    expect(await restarted.openRecent(1, [file?.token])).toMatchObject({ ok: true, value: { text: "{}" } });
    expect(await restarted.save(1, [file?.token, "{ }", false])).toMatchObject({ ok: true });
  });

  it("answer null when the person closes the dialog", async () => {
    const closed = handlers(null);
    expect(await closed.openFile(1, [])).toBeNull();
    expect(await closed.saveAs(1, ["net", "{}"])).toBeNull();
    expect(await closed.exportFile(1, ["net.svg", new Uint8Array(1)])).toEqual({ ok: true, value: false });
  });

  it("never write to a path that the page names", async () => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "untouched");
    const asked = handlers(null);
    expect(await asked.save(1, [victim, "x", true])).toMatchObject({
      ok: false,
      failure: { code: "missing" },
    });
    expect(readFileSync(victim, "utf8")).toBe("untouched");
  });

  it("refuse arguments of another form", async () => {
    const asked = handlers(join(folder, "x"));
    const bad: readonly (readonly [(typeof REQUESTS)[number], readonly unknown[]])[] = [
      ["save", [1, "x", true]],
      ["save", ["t", { toString: () => "x" }, true]],
      ["save", ["t", "x", "yes"]],
      ["saveAs", [null, "x"]],
      ["exportFile", ["x", "not bytes"]],
      ["openRecent", [["t"]]],
      ["openDropped", [5]],
      ["recoveryWrite", [{ id: "../../x", title: "", text: "", savedAt: 1, file: null }]],
      ["recoveryWrite", [{ id: "x", title: "", text: "", savedAt: "now", file: null }]],
      ["recoveryRemove", ["../x"]],
      ["recoveryClaim", [null]],
    ];
    for (const [name, args] of bad) {
      await expect((async () => asked[name](1, args))()).rejects.toThrow(read.BadMessage);
    }
  });

  it("are all answered", () => expect(Object.keys(handlers(null)).sort()).toEqual([...REQUESTS].sort()));
});

it("makes plain names of suggested ones", () => {
  expect(read.fileName("../../etc/passwd")).not.toMatch(/[\\/]/);
  expect(read.fileName(".bashrc").startsWith(".")).toBe(false);
  expect(read.fileName("")).toBe("document");
});

describe("menus", () => {
  const model = read.menu({
    menus: [
      { label: "Edit", items: [{ action: "edit.undo", label: "Undo", accelerator: "CmdOrCtrl+Z" }, {}] },
      { label: "View", items: [{ action: "view.palette", label: "Palette", enabled: false }] },
    ],
  });

  it("show keys without taking them, and report what is chosen", () => {
    const chosen: string[] = [];
    const [edit, view] = menuTemplate(model, "linux", (action) => chosen.push(action));
    const [undo, separator] = Array.isArray(edit?.submenu) ? edit.submenu : [];
    expect(undo).toMatchObject({ label: "Undo", accelerator: "CmdOrCtrl+Z", registerAccelerator: false });
    expect(separator).toEqual({ type: "separator" });
    expect(Array.isArray(view?.submenu) && view.submenu[0]).toMatchObject({ enabled: false });
    Reflect.apply(undo?.click ?? (() => undefined), undefined, []);
    expect(chosen).toEqual(["edit.undo"]);
  });

  it("have the program's menu and the keys of text fields on a Mac", () => {
    const template = menuTemplate(model, "mac", () => undefined);
    expect(template[0]).toEqual({ role: "appMenu" });
    expect(JSON.stringify(template[1])).toContain('"role":"paste"');
  });

  it.each([null, [], { menus: "x" }, { menus: [{}] }, { menus: [{ label: "x", items: [5] }] }])(
    "refuse %j",
    (value) => {
      expect(() => read.menu(value)).toThrow(read.BadMessage);
    },
  );
});

describe("files from outside", () => {
  it("are found among the arguments of a start", () => {
    expect(documentArguments(["--flag", "a.layerloom", "/b/c.JSON", "picture.png"], "/home/x")).toEqual([
      "/home/x/a.layerloom",
      "/b/c.JSON",
    ]);
  });

  it("wait until the interface is ready", () => {
    const requests = createOpenRequests();
    const received: string[] = [];
    requests.add("a");
    requests.deliverTo((path) => received.push(path));
    requests.add("b");
    expect(received).toEqual(["a", "b"]);
  });
});

it("reports a change on disk once, and the next one again", async () => {
  let changed = false;
  const watcher = createWatcher({
    hasChanged: async () => changed,
    everyMs: 1_000_000,
    onError: (error) => {
      throw error;
    },
  });
  const onChange = vi.fn();
  watcher.watch("t", onChange);
  for (const now of [false, true, true, false, true]) {
    changed = now;
    await watcher.look();
  }
  expect(onChange).toHaveBeenCalledTimes(2);
  watcher.unwatch("t");
  changed = true;
  await watcher.look();
  expect(onChange).toHaveBeenCalledTimes(2);
  watcher.stop();
});
