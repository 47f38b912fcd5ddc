// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { callOf } from "../../../engine/document/commands/index.ts";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { Services } from "../../../renderer/app/services.tsx";
import { isDirty } from "../../../renderer/state/types.ts";
import { setUpServices } from "./setUp.tsx";

const addInput = callOf("add-node", { scope: null, node: { type: "layer", kind: "input" } });
const front = ({ documents }: Services) => {
  const tab = documents.active();
  if (tab === null) throw new Error("no document is in front");
  return tab;
};
const nodesIn = (text: string | undefined): number => {
  const parsed = parseDocument(text ?? "");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value.graph.nodes.length;
};
const notices = ({ notices: store }: Services) => store.getState().notices;

async function edited() {
  const { services, host } = await setUpServices();
  services.files.newDocument();
  services.documents.dispatch([addInput]);
  return { services, host };
}

describe("saving", () => {
  it("asks for a name first, writes what is on the canvas, and is clean afterwards", async () => {
    const { services, host } = await edited();
    host.answer = "net.layerloom";
    expect(await services.files.save()).toBe(true);
    expect(nodesIn(host.disk.get("net.layerloom"))).toBe(1);
    expect(isDirty(front(services))).toBe(false);
    expect(front(services).title).toBe("net");
    services.documents.dispatch([addInput]);
    host.answer = null;
    expect(await services.files.save()).toBe(true);
    expect(nodesIn(host.disk.get("net.layerloom"))).toBe(2);
  });

  it("changes nothing when the dialog is closed", async () => {
    const { services, host } = await edited();
    expect(await services.files.save()).toBe(false);
    expect(host.disk.size).toBe(0);
    expect(isDirty(front(services))).toBe(true);
  });

  it("under another name takes the latest edits along and leaves the first file alone", async () => {
    const { services, host } = await edited();
    host.answer = "a.layerloom";
    await services.files.save();
    services.documents.dispatch([addInput]);
    host.answer = "b.layerloom";
    expect(await services.files.saveAs()).toBe(true);
    expect([nodesIn(host.disk.get("a.layerloom")), nodesIn(host.disk.get("b.layerloom"))]).toEqual([1, 2]);
    services.documents.dispatch([addInput]);
    await services.files.save();
    expect([nodesIn(host.disk.get("a.layerloom")), nodesIn(host.disk.get("b.layerloom"))]).toEqual([1, 3]);
  });

  it("says why it failed and stays unsaved", async () => {
    const { services, host } = await edited();
    host.answer = "net.layerloom";
    host.full = true;
    expect(await services.files.save()).toBe(false);
    expect(notices(services)).toMatchObject([
      { tone: "bad", content: { problem: { code: "host/not-writable" } } },
    ]);
    expect(isDirty(front(services))).toBe(true);
  });

  it("does not run over another program's changes unasked", async () => {
    const { services, host } = await edited();
    host.answer = "net.layerloom";
    await services.files.save();
    services.documents.dispatch([addInput]);
    host.changeBehind("net.layerloom", host.disk.get("net.layerloom")?.replace("input1", "theirs") ?? "{}");
    host.disk.set("net.layerloom", `${host.disk.get("net.layerloom")} `);
    expect(await services.files.save()).toBe(false);
    expect(services.dialogs.getState().dialog).toMatchObject({ type: "changed" });
    expect(nodesIn(host.disk.get("net.layerloom"))).toBe(1);
    expect(await services.files.save(undefined, { overwrite: true })).toBe(true);
    expect(nodesIn(host.disk.get("net.layerloom"))).toBe(2);
  });
});

describe("opening", () => {
  it("reads a file into a tab of its own, and goes to that tab the second time", async () => {
    const { services, host } = await edited();
    host.answer = "net.layerloom";
    await services.files.save();
    services.documents.close(front(services).id);
    services.files.newDocument();
    await services.files.openDialog();
    expect(services.documents.getState().tabs).toHaveLength(2);
    expect(front(services)).toMatchObject({ title: "net", file: { name: "net.layerloom" } });
    expect(isDirty(front(services))).toBe(false);
    services.documents.activate(services.documents.getState().tabs[0]?.id ?? null);
    await services.files.openRecent("net.layerloom", "net.layerloom");
    expect(services.documents.getState().tabs).toHaveLength(2);
    expect(front(services).title).toBe("net");
  });

  it.each([
    ["not a document", '{ "format": "other" }', "file/wrong-format"],
    ["torn", '{ "format":', "file/syntax"],
    ["newer", '{ "format": "layerloom/document", "version": 99 }', "file/newer-version"],
  ])("refuses a file that is %s, with the reason", async (_, text, code) => {
    const { services, host } = await setUpServices();
    host.disk.set("x.json", text);
    host.answer = "x.json";
    await services.files.openDialog();
    expect(services.documents.getState().tabs).toEqual([]);
    expect(services.dialogs.getState().dialog).toMatchObject({
      type: "failed",
      name: "x.json",
      problems: [{ code }],
    });
  });

  it("says when a recent file is gone", async () => {
    const { services } = await setUpServices();
    await services.files.openRecent("gone", "gone.layerloom");
    expect(services.dialogs.getState().dialog).toMatchObject({
      type: "failed",
      problems: [{ code: "host/missing" }],
    });
  });

  it("opens a template clean and without a file, each time as a new document", async () => {
    const { services } = await setUpServices();
    await services.files.openTemplate("tiny");
    await services.files.openTemplate("tiny");
    expect(services.documents.getState().tabs.map((tab) => [tab.title, tab.file, isDirty(tab)])).toEqual([
      ["Tiny", null, false],
      ["Tiny", null, false],
    ]);
  });
});

describe("closing", () => {
  const answer = async (services: Services, choice: "save" | "discard" | "cancel") => {
    const closing = services.files.close(front(services).id);
    await Promise.resolve();
    const { dialog } = services.dialogs.getState();
    if (dialog.type !== "close") throw new Error("nobody asked");
    dialog.answer(choice);
    return closing;
  };

  it("asks for unsaved changes and keeps the tab when told to", async () => {
    const { services } = await edited();
    expect(await answer(services, "cancel")).toBe(false);
    expect(services.documents.getState().tabs).toHaveLength(1);
    expect(services.dialogs.getState().dialog.type).toBe("none");
    expect(await answer(services, "discard")).toBe(true);
    expect(services.documents.getState().tabs).toHaveLength(0);
  });

  it("saves when asked to, and stays open when that does not work", async () => {
    const { services, host } = await edited();
    expect(await answer(services, "save")).toBe(false);
    host.answer = "net.layerloom";
    expect(await answer(services, "save")).toBe(true);
    expect(nodesIn(host.disk.get("net.layerloom"))).toBe(1);
  });

  it("asks nothing for saved documents", async () => {
    const { services } = await setUpServices();
    services.files.newDocument();
    expect(await services.files.close(front(services).id)).toBe(true);
  });

  it("asks for every document before the window closes, and stops at the first no", async () => {
    const { services } = await edited();
    services.files.newDocument();
    services.documents.dispatch([addInput]);
    const closing = services.files.mayCloseAll();
    await Promise.resolve();
    const { dialog } = services.dialogs.getState();
    if (dialog.type === "close") dialog.answer("cancel");
    expect(await closing).toBe(false);
  });
});

it("reloads a changed file as a step that can be taken back", async () => {
  const { services, host } = await edited();
  host.answer = "net.layerloom";
  await services.files.save();
  const mine = front(services).history.present;
  services.documents.dispatch([addInput]);
  host.answer = "other.layerloom";
  await services.files.saveAs();
  host.disk.set("other.layerloom", host.disk.get("net.layerloom") ?? "");
  await services.files.reload(front(services).id);
  expect(front(services).history.present.graph.nodes).toHaveLength(mine.graph.nodes.length);
  expect(isDirty(front(services))).toBe(false);
  services.documents.undo();
  expect(front(services).history.present.graph.nodes).toHaveLength(2);
});

it("restores recovered work as unsaved, under its own id and with its file", async () => {
  const { services, host } = await edited();
  host.answer = "net.layerloom";
  await services.files.save();
  const text = host.disk.get("net.layerloom") ?? "";
  const file = front(services).file;
  services.documents.close(front(services).id);
  host.entries.set("lost", { id: "lost", title: "net", text, savedAt: 1, file });
  await services.files.restore("lost");
  expect(front(services)).toMatchObject({ id: "lost", title: "net", file: { name: "net.layerloom" } });
  expect(isDirty(front(services))).toBe(true);
  await services.files.restore("nothing of that id");
  expect(services.documents.getState().tabs).toHaveLength(1);
});
