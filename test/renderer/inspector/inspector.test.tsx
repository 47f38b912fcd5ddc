// @vitest-environment jsdom
import { act, cleanup, fireEvent } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { smallestSquare } from "../../../engine/analysis/template.ts";
import { callOf } from "../../../engine/document/commands/index.ts";
import { createDocument } from "../../../engine/document/create.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../../engine/layers/index.ts";
import { zh } from "../../../renderer/i18n/zh/index.ts";
import { Inspector } from "../../../renderer/inspector/Inspector.tsx";
import { layoutStubs, type MountedPart, mountPart, template } from "./mount.tsx";

beforeAll(layoutStubs);
afterEach(cleanup);

const select = ({ services }: MountedPart, ...ids: readonly string[]): void =>
  act(() => services.documents.select({ nodes: new Set(ids) }));
const paramsOf = (document: GraphDocument, id: string) => {
  const node = document.graph.nodes.find((each) => each.id === id);
  return node?.type === "layer" ? node.params : {};
};

async function conv1() {
  const mounted = await mountPart(<Inspector />, template("alexnet"));
  const id = mounted.idOf("conv1");
  select(mounted, id);
  return { ...mounted, id };
}

describe("a selected layer", () => {
  it("shows its arithmetic with its numbers", async () => {
    const { screen } = await conv1();
    const text = screen.container.textContent ?? "";
    for (const fact of ["⌊(224 + 2·0 − 11) / 4⌋ + 1 = 54", "11·11·1·96 + 96 = 11,712", "33.9 M MACs"])
      expect(text).toContain(fact);
    expect(screen.getByRole("img").getAttribute("aria-label")).toContain("11×11 pixels, step 4");
  });

  it("edits while typing, as one undo step; what is outside the limits changes nothing", async () => {
    const { screen, services, present, id } = await conv1();
    const filters = screen.getByLabelText("Filters");
    fireEvent.focus(filters);
    for (const value of ["1", "12", "128"]) fireEvent.change(filters, { target: { value } });
    expect(paramsOf(present(), id).filters).toBe(128);
    fireEvent.change(filters, { target: { value: "0" } });
    expect(paramsOf(present(), id).filters).toBe(128);
    expect(filters.getAttribute("aria-invalid")).toBe("true");
    const limit = document.getElementById(filters.getAttribute("aria-describedby") ?? "");
    expect(limit?.textContent).toContain("A whole number from 1");
    act(() => services.documents.undo());
    expect(paramsOf(present(), id).filters).toBe(96);
    expect(services.documents.undoLabel()).toBeNull();
  });

  it("takes expressions and shows what they work out to; refuses one that cannot be read", async () => {
    const { screen, present, id } = await conv1();
    const filters = screen.getByLabelText("Filters");
    fireEvent.focus(filters);
    fireEvent.change(filters, { target: { value: "=classes * 2" } });
    expect(paramsOf(present(), id).filters).toBe("=classes * 2");
    expect(screen.container.textContent).toContain("= 20");
    fireEvent.change(filters, { target: { value: "=classes * (" } });
    expect(paramsOf(present(), id).filters).toBe("=classes * 2");
    expect(screen.getByRole("alert").textContent).not.toBe("");
  });

  it("moves both sides of a pair until they are unlinked", async () => {
    const { screen, present, id } = await conv1();
    const height = screen.getByLabelText("Kernel, height");
    fireEvent.focus(height);
    fireEvent.change(height, { target: { value: "7" } });
    expect(paramsOf(present(), id).kernel).toEqual([7, 7]);
    fireEvent.click(screen.getByRole("button", { name: "Kernel: same for height and width" }));
    fireEvent.change(screen.getByLabelText("Kernel, width"), { target: { value: "5" } });
    expect(paramsOf(present(), id).kernel).toEqual([7, 5]);
  });

  it("is renamed; a name that is taken is refused beside the field and stays there", async () => {
    const { screen, present, id } = await conv1();
    const name = screen.getByLabelText("Name");
    fireEvent.change(name, { target: { value: "conv2" } });
    fireEvent.blur(name);
    expect(present().graph.nodes.find((node) => node.id === id)?.name).toBe("conv1");
    expect(screen.getByRole("alert").textContent).toContain("conv2");
    fireEvent.change(name, { target: { value: "stem" } });
    fireEvent.keyDown(name, { key: "Enter" });
    expect(present().graph.nodes.find((node) => node.id === id)?.name).toBe("stem");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("offers the fixes of its problem", async () => {
    const { screen, services, present, id } = await conv1();
    const change = callOf("set-params", { scope: null, ids: [id], params: { kernel: [255, 255] } });
    act(() => void services.documents.dispatch([change]));
    const [fix] =
      services.documents.analysis(services.documents.active() ?? never()).problems[0]?.fixes ?? [];
    fireEvent.click(screen.getByRole("button", { name: fix?.label ?? "" }));
    expect(services.documents.undoLabel()).toBe(fix?.label);
    expect(paramsOf(present(), id).kernel).not.toEqual([255, 255]);
  });
});

const never = (): never => {
  throw new Error("a document is open");
};

describe("several layers of one kind", () => {
  it("are edited together", async () => {
    const mounted = await mountPart(<Inspector />, template("alexnet"));
    const ids = ["conv2", "conv3"].map((name) => mounted.idOf(name));
    select(mounted, ...ids);
    expect(mounted.screen.getByRole("heading", { level: 2 }).textContent).toBe("2 × Conv 2D");
    const filters = mounted.screen.getByLabelText("Filters");
    expect(filters).toHaveProperty("value", "");
    fireEvent.focus(filters);
    fireEvent.change(filters, { target: { value: "64" } });
    for (const id of ids) expect(paramsOf(mounted.present(), id).filters).toBe(64);
  });
});

describe("every kind of layer", () => {
  it("has a form with a label for each of its parameters, in both languages", async () => {
    for (const language of ["en", "zh"] as const) {
      const mounted = await mountPart(<Inspector />, createDocument({ title: "All" }), language);
      for (const kind of layerKinds) {
        const alone = { id: "n", name: "n", type: "layer", kind, params: {} } as const;
        act(() => {
          const document = createDocument({ title: kind });
          mounted.services.documents.open(
            { ...document, graph: { nodes: [alone], edges: [] } },
            { title: kind },
          );
        });
        select(mounted, "n");
        const fields = mounted.screen.container.querySelectorAll("label");
        const { params, inputs, weights } = layerSpec(kind);
        const defaults = Object.fromEntries(
          Object.entries(params).map(([name, spec]) => [name, spec.default]),
        );
        const learns =
          weights(
            defaults as never,
            inputs.map(() => [8, 8, 8]),
          ).length > 0;
        const hidden = ["initStd", "initValue"].filter((name) => Object.hasOwn(params, name)).length;
        const own = Object.keys(params).length - hidden;
        expect(fields.length, kind).toBe(own + (inputs.length > 0 ? 1 : 0) + (learns ? 1 : 0));
        for (const label of fields)
          expect(mounted.screen.container.querySelector(`[id="${label.htmlFor}"]`), kind).not.toBeNull();
      }
      cleanup();
    }
  });
});

describe("a block", () => {
  it("shows its arguments and repeats; once is no repeat", async () => {
    const mounted = await mountPart(<Inspector />, template("small-resnet"));
    const { screen, present, idOf } = mounted;
    const id = idOf("stage1");
    select(mounted, id);
    const node = () => present().graph.nodes.find((each) => each.id === id);
    const repeat = screen.getByLabelText("Repeat");
    fireEvent.focus(repeat);
    fireEvent.change(repeat, { target: { value: "3" } });
    expect(node()).toMatchObject({ repeat: 3 });
    fireEvent.change(repeat, { target: { value: "1" } });
    expect(node()).not.toHaveProperty("repeat");
    const channels = screen.getByLabelText("Channels");
    fireEvent.focus(channels);
    fireEvent.change(channels, { target: { value: "24" } });
    expect(node()).toMatchObject({ args: { channels: 24 } });
  });

  it("is described from inside, and its parameters are added, renamed and removed", async () => {
    const mounted = await mountPart(<Inspector />, template("small-resnet"));
    const { screen, services, present, idOf } = mounted;
    select(mounted, idOf("stage1"));
    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    const block = services.documents.active()?.scope.at(-1)?.block ?? "";
    const names = () => present().blocks[block]?.parameters.map(({ name }) => name) ?? [];
    const before = names();
    fireEvent.change(screen.getByLabelText("New parameter"), { target: { value: "depth" } });
    fireEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(names()).toEqual([...before, "depth"]);
    const rename = screen.getAllByLabelText("Name").at(-1) ?? never();
    fireEvent.change(rename, { target: { value: "layers" } });
    fireEvent.blur(rename);
    expect(names()).toEqual([...before, "layers"]);
    fireEvent.click(screen.getByRole("button", { name: "Remove layers" }));
    expect(names()).toEqual(before);
  });

  it("makes a value inside a parameter with one click and one undo step", async () => {
    const mounted = await mountPart(<Inspector />, template("small-resnet"));
    const { screen, services, present, idOf } = mounted;
    select(mounted, idOf("stage1"));
    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    const block = services.documents.active()?.scope.at(-1)?.block ?? "";
    select(mounted, idOf("conv1", block));
    fireEvent.click(screen.getByRole("button", { name: "Kernel: make it a parameter of the block" }));
    expect(present().blocks[block]?.parameters.at(-1)).toMatchObject({
      name: "kernel",
      spec: { default: [3, 3] },
    });
    expect(screen.getByLabelText("Kernel")).toHaveProperty("value", "=kernel");
    act(() => services.documents.undo());
    expect(services.documents.undoLabel()).toBeNull();
  });
});

describe("nothing selected", () => {
  it("refuses a size that cannot work, and offers the smallest that does", async () => {
    const { screen, present } = await mountPart(<Inspector />, template("alexnet"));
    for (const name of ["Height", "Width"]) {
      const field = screen.getByLabelText(name);
      fireEvent.focus(field);
      fireEvent.change(field, { target: { value: "20" } });
    }
    fireEvent.click(screen.getByRole("button", { name: "Apply" }));
    expect(present().variables.height).toBe(224);
    const side = smallestSquare(template("alexnet"));
    expect(screen.getByRole("alert").textContent).toContain(`${side}×${side}`);
    fireEvent.click(screen.getByRole("button", { name: `Use ${side}×${side}` }));
    expect(present().variables).toMatchObject({ height: side, width: side });
  });

  it("shows what the network costs, also in Chinese", async () => {
    const { screen } = await mountPart(<Inspector />, template("alexnet"), "zh");
    expect(screen.container.textContent).toContain("46,764,746");
    expect(screen.getByRole("heading", { name: zh.inspector.totals.title })).toBeTruthy();
  });
});

describe("wires, notes and what is not known", () => {
  it("says what a wire carries and leads to both ends", async () => {
    const mounted = await mountPart(<Inspector />, template("alexnet"));
    const { screen, services, idOf, present } = mounted;
    const edge = present().graph.edges.find(({ from }) => from === idOf("conv1"));
    act(() => services.documents.select({ edges: new Set([edge?.id ?? ""]) }));
    expect(screen.container.textContent).toContain("96×54×54");
    fireEvent.click(screen.getByRole("button", { name: /^To/ }));
    expect([...(services.documents.active()?.selection.nodes ?? [])]).toEqual([edge?.to]);
  });

  it("shows the text of a note, and the file's words for a node of an unknown kind", async () => {
    const raw = { id: "u", name: "u", type: "layer", kind: "holographic", params: { depth: 7 } };
    const base = createDocument({ title: "Odd" });
    const note = { id: "m", type: "note", text: "Why?", x: 0, y: 0, width: 100, height: 50 } as const;
    const mounted = await mountPart(<Inspector />, {
      ...base,
      graph: { nodes: [{ id: "u", name: "u", type: "unknown", raw }], edges: [] },
      layout: { ...base.layout, root: { nodes: {}, notes: [note] } },
    });
    const { screen, services, present } = mounted;
    select(mounted, "u");
    expect(screen.container.textContent).toContain('"depth": 7');
    act(() => services.documents.select({ notes: new Set(["m"]) }));
    const text = screen.getByLabelText("Text");
    fireEvent.change(text, { target: { value: "Because." } });
    fireEvent.blur(text);
    expect(present().layout.root.notes[0]?.text).toBe("Because.");
  });
});

describe("a block that is expanded where it stands", () => {
  it("has its inside inspected, with the values of that instance; open leads into a block inside it", async () => {
    const mounted = await mountPart(<Inspector />, template("small-resnet"));
    const { screen, services, idOf, present } = mounted;
    const stage = present().graph.nodes.find(({ name }) => name === "stage2");
    const conv = idOf("conv1", stage?.type === "block" ? stage.block : "");
    act(() => services.documents.selectInner(new Set([`${stage?.id}/${conv}`])));
    expect(screen.container.textContent).toContain("stage2/conv1");
    expect(screen.getByLabelText("Filters")).toHaveProperty("value", "=channels");
    expect(screen.container.textContent).toContain("= 32");
    act(() => services.documents.selectInner(new Set()));
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("Document");
  });
});
