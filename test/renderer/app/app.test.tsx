// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { callOf } from "../../../engine/document/commands/index.ts";
import { mountApp } from "./setUp.tsx";

beforeAll(() => {
  // What jsdom lacks and the interface only needs for its layout.
  const nothing = (): void => undefined;
  class Observer {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  Object.assign(globalThis, { ResizeObserver: Observer, IntersectionObserver: Observer });
  Object.assign(globalThis, {
    matchMedia: (media: string) => ({
      media,
      matches: false,
      addEventListener: nothing,
      removeEventListener: nothing,
    }),
  });
  Element.prototype.scrollIntoView = nothing;
  Element.prototype.hasPointerCapture = () => false;
});
afterEach(cleanup);

const addInput = callOf("add-node", { scope: null, node: { type: "layer", kind: "input" } });
const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, bubbles: true, ...init });

async function editing() {
  const mounted = await mountApp();
  act(() => mounted.services.files.newDocument());
  act(() => void mounted.services.documents.dispatch([addInput]));
  const nodes = (): number => mounted.services.documents.active()?.history.present.graph.nodes.length ?? -1;
  return { ...mounted, nodes };
}

describe("the first screen", () => {
  it("opens a template with one click", async () => {
    const { screen, services } = await mountApp();
    fireEvent.click(screen.getByRole("button", { name: "Tiny" }));
    await waitFor(() => expect(services.documents.active()?.title).toBe("Tiny"));
    expect(screen.getByRole("tab", { name: "Tiny" }).getAttribute("aria-selected")).toBe("true");
  });

  it("shows what a template takes and costs", async () => {
    const { screen } = await mountApp();
    const card = screen.getByRole("button", { name: "Tiny" }).closest("article");
    for (const fact of ["1998", "1×28×28", "61.7 k", "417 k"]) expect(card?.textContent).toContain(fact);
  });

  it("offers what was left unsaved, and discards it only after a second word", async () => {
    const text = JSON.stringify({ format: "layerloom/document" });
    const { screen, host } = await mountApp("en", ({ entries }) => {
      entries.set("lost", { id: "lost", title: "My net", text, savedAt: Date.now() - 120_000, file: null });
    });
    const region = await screen.findByRole("region", { name: "Unsaved work was found" });
    expect(region.textContent).toContain("My net");
    expect(region.textContent).toContain("2 minutes ago");
    fireEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(host.entries.has("lost")).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Discard for good" }));
    await waitFor(() => expect(host.entries.has("lost")).toBe(false));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Unsaved work was found" })).toBeNull());
  });
});

describe("keys", () => {
  it("undo and redo", async () => {
    const { nodes } = await editing();
    press("z", { ctrlKey: true });
    expect(nodes()).toBe(0);
    press("y", { ctrlKey: true });
    expect(nodes()).toBe(1);
    press("z", { ctrlKey: true });
    press("Z", { ctrlKey: true, shiftKey: true });
    expect(nodes()).toBe(1);
  });

  it("mean text in text fields, and nothing while a word is being composed", async () => {
    const { nodes } = await editing();
    const field = document.createElement("input");
    document.body.append(field);
    press("z", { ctrlKey: true }, field);
    press("z", { ctrlKey: true, isComposing: true });
    expect(nodes()).toBe(1);
    field.remove();
  });

  it("save also from a text field, so that the browser does not save the page", async () => {
    const { host, services } = await editing();
    host.answer = "net.layerloom";
    const field = document.createElement("input");
    document.body.append(field);
    expect(press("s", { ctrlKey: true }, field)).toBe(false); // prevented
    await waitFor(() => expect(host.disk.has("net.layerloom")).toBe(true));
    expect(services.documents.active()?.file?.name).toBe("net.layerloom");
    field.remove();
  });

  it("do nothing behind a dialog", async () => {
    const { screen, nodes } = await editing();
    press(",", { ctrlKey: true });
    press("z", { ctrlKey: true }, await screen.findByRole("dialog", { name: "Settings" }));
    expect(nodes()).toBe(1);
  });

  it("are listed by ? from the registry, with what each does", async () => {
    const { screen, services } = await editing();
    press("?", { shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Keys" });
    const withKeys = [...services.actions.getState().actions.values()].filter(
      (action) => action.keys !== undefined,
    );
    expect(dialog.querySelectorAll("dt")).toHaveLength(withKeys.length);
    expect(dialog.textContent).toContain("Ctrl Shift S");
  });

  it("are each given to one action", async () => {
    const { services } = await editing();
    const keys = [...services.actions.getState().actions.values()].flatMap((action) => action.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the command palette", () => {
  it("finds an action by a part of its name and runs it", async () => {
    const { screen, services } = await editing();
    press("k", { ctrlKey: true });
    const input = await screen.findByRole("combobox");
    fireEvent.change(input, { target: { value: "dark" } });
    await waitFor(() => expect(screen.getAllByRole("option")[0]?.textContent).toContain("Dark theme"));
    fireEvent.keyDown(input, { key: "Enter" });
    expect(services.ui.getState().theme).toBe("dark");
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(services.dialogs.getState().dialog.type).toBe("none");
  });

  it("lists what other areas register, and forgets it with them", async () => {
    const { screen, services } = await editing();
    const chosen: string[] = [];
    const leave = services.actions.registerSource({
      id: "layers",
      heading: "app:groups.add",
      entries: () => [{ id: "conv", label: "Conv 2D", run: () => void chosen.push("conv") }],
    });
    act(() => services.dialogs.show({ type: "commands" }));
    fireEvent.click(await screen.findByRole("option", { name: "Conv 2D" }));
    expect(chosen).toEqual(["conv"]);
    act(leave);
    act(() => services.dialogs.show({ type: "commands" }));
    expect(screen.queryByRole("option", { name: "Conv 2D" })).toBeNull();
  });
});

describe("tabs", () => {
  it("carry a mark for unsaved changes, in words too, and the window's title has it", async () => {
    const { screen, host } = await editing();
    expect(screen.getByRole("tab", { name: "Untitled, Unsaved changes" })).toBeTruthy();
    expect(host.windowStates.at(-1)).toEqual({ title: "● Untitled — Layerloom", unsaved: true });
    press("z", { ctrlKey: true });
    expect(screen.getByRole("tab", { name: "Untitled" })).toBeTruthy();
    expect(host.windowStates.at(-1)).toEqual({ title: "Untitled — Layerloom", unsaved: false });
  });

  it("are walked by the arrow keys and closed by Delete, which asks", async () => {
    const { screen, services } = await editing();
    act(() => services.files.newDocument());
    const second = screen.getByRole("tab", { name: "Untitled 2" });
    fireEvent.keyDown(second, { key: "ArrowLeft" });
    expect(services.documents.active()?.title).toBe("Untitled");
    fireEvent.keyDown(screen.getByRole("tab", { name: /^Untitled, / }), { key: "Delete" });
    const dialog = await screen.findByRole("dialog", { name: "Save the changes to Untitled?" });
    expect(dialog.contains(document.activeElement)).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Do not save" }));
    await waitFor(() =>
      expect(services.documents.getState().tabs.map((tab) => tab.title)).toEqual(["Untitled 2"]),
    );
  });
});

it("changes its language while it runs, and the native menu with it", async () => {
  const { screen, services, host } = await editing();
  act(() => services.ui.update({ language: "zh" }));
  await waitFor(() => expect(screen.getByRole("tab", { name: "Untitled, 有未保存的更改" })).toBeTruthy());
  expect(document.documentElement.lang).toBe("zh-CN");
  await waitFor(() => expect(host.menus.at(-1)?.menus.map((menu) => menu.label)).toContain("文件"));
  act(() => services.ui.update({ language: "en" }));
  await waitFor(() => expect(document.documentElement.lang).toBe("en"));
});

it("shows what a problem says and what to do, until it is dismissed", async () => {
  const { screen, services } = await editing();
  const refused = services.documents.dispatch([callOf("remove-nodes", { scope: null, ids: ["none"] })]);
  act(() => {
    if (!refused.ok) services.notices.problem(refused.problem);
  });
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("There is no node none here");
  expect(alert.textContent).toContain("Choose a node that is there.");
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("asks what to do when another program changes the open file", async () => {
  const { screen, services, host } = await editing();
  host.answer = "net.layerloom";
  await act(() => services.files.save());
  act(() => host.changeBehind("net.layerloom", "{}"));
  expect(
    await screen.findByRole("dialog", { name: "net.layerloom was changed by another program" }),
  ).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Overwrite the file" })).toBeNull(); // nothing unsaved here
});

it("tells of a change on disk when its document comes to the front, and not again after one kept what is open", async () => {
  const { screen, services, host } = await editing();
  host.answer = "net.layerloom";
  await act(() => services.files.save());
  act(() => services.files.newDocument());
  act(() => host.changeBehind("net.layerloom", "{}"));
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByRole("tab", { name: "net" }));
  fireEvent.click(await screen.findByRole("button", { name: "Keep what is open" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByRole("tab", { name: "Untitled" }));
  fireEvent.click(screen.getByRole("tab", { name: "net" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});
