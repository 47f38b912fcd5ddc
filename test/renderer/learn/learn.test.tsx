// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { FIGURE_NAMES } from "../../../renderer/learn/figures/index.tsx";
import { FACTS } from "../../../renderer/learn/lesson/facts.tsx";
import { lessons } from "../../../renderer/learn/lessons.ts";
import { type Mounted, mountApp } from "../app/setUp.tsx";
import { completeJsdom } from "./jsdom.ts";

beforeAll(async () => {
  // The lessons come lazily; on a busy machine that takes longer than a second.
  configure({ asyncUtilTimeout: 20_000 });
  await Promise.all([
    import("../../../renderer/learn/Learn.tsx"),
    import("../../../renderer/learn/LearnSection.tsx"),
  ]);
  completeJsdom();
});
afterEach(cleanup);

/** Opens a lesson by clicks, from the gallery. */
async function lesson(id: string, language: "en" | "zh" = "en"): Promise<Mounted> {
  const mounted = await mountApp(language);
  const found = lessons.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no lesson ${id}`);
  const all = language === "en" ? "All lessons and the glossary" : "全部课程与术语表";
  fireEvent.click(await mounted.screen.findByRole("button", { name: all }));
  await mounted.screen.findByRole("heading", { level: 1, name: language === "en" ? "Learn" : "学习" });
  const card = mounted.screen
    .getAllByRole("button")
    .find((button) => button.textContent?.startsWith(found.title[language]));
  if (card === undefined) throw new Error(`There is no card of ${id}`);
  fireEvent.click(card);
  await mounted.screen.findByRole("heading", { level: 1, name: found.title[language] });
  return mounted;
}

/** The numbers of a matrix as the page shows them. */
function numbers({ screen }: Mounted, label: string): readonly (readonly number[])[] {
  const table = screen.getByRole("table", { name: label });
  return [...table.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) =>
      Number((cell.querySelector("input")?.value ?? cell.textContent ?? "").replace("−", "-")),
    ),
  );
}
const type = ({ screen }: Mounted, label: string, text: string): void => {
  fireEvent.change(screen.getByRole("textbox", { name: label }), { target: { value: text } });
};
const slide = (element: HTMLElement, value: number): void => {
  fireEvent.change(element, { target: { value: String(value) } });
};

describe("the figures show", () => {
  it("19, 25, 37, 43, the arithmetic of the chosen window, and the convolution", async () => {
    const page = await lesson("cross-correlation");
    expect(numbers(page, "Y")).toEqual([
      [19, 25],
      [37, 43],
    ]);
    expect(page.screen.container.textContent).toContain("0×0 + 1×1 + 3×2 + 4×3 = 19");
    fireEvent.click(page.screen.getByRole("button", { name: "Step on" }));
    expect(page.screen.container.textContent).toContain("1×0 + 2×1 + 4×2 + 5×3 = 25");
    expect(page.screen.container.textContent).toContain("Y[0, 1] = (X[0:2, 1:3] * K).sum()");
    const cell = page.screen.getByRole("button", { name: "Y, row 1, column 2: 25" });
    fireEvent.keyDown(cell, { key: "ArrowDown" });
    expect(page.screen.container.textContent).toContain("4×0 + 5×1 + 7×2 + 8×3 = 43");
    fireEvent.click(page.screen.getByRole("switch"));
    expect(numbers(page, "Y")).toEqual([
      [5, 11],
      [23, 29],
    ]);
    fireEvent.click(page.screen.getByRole("switch"));
    type(page, "X, row 1, column 1", "10");
    type(page, "K, row 1, column 1", "-1");
    expect(numbers(page, "Y")[0]?.[0]).toBe(9);
  });

  it("the edges of the image, and learn the kernel to within 0.05", async () => {
    const page = await lesson("convolution-layer");
    expect(numbers(page, "Edges")).toEqual(Array.from({ length: 6 }, () => [0, 1, 0, 0, 0, -1, 0]));
    const on = page.screen.getByRole("button", { name: "Step on" });
    for (let step = 0; step < 60; step++) fireEvent.click(on);
    const [left = 0, right = 0] = numbers(page, "Kernel now")[0] ?? [];
    expect(Math.abs(left - 1)).toBeLessThan(0.05);
    expect(Math.abs(right + 1)).toBeLessThan(0.05);
    await waitFor(() => expect(page.screen.container.textContent).toContain("Right."));
  });

  it("how the size follows from padding and stride: 8×8, 4×4, 2×2", async () => {
    const page = await lesson("padding-and-stride");
    for (const size of ["8×8", "4×4", "2×2"]) {
      fireEvent.click(page.screen.getByRole("button", { name: `The case ${size}` }));
      const [rows = 0, columns = 0] = size.split("×").map(Number);
      const output = numbers(page, `Output ${size}`);
      expect([output.length, output[0]?.length]).toEqual([rows, columns]);
    }
    expect(page.screen.container.textContent).toContain("⌊(8 − 3 + 0 + 3) / 3⌋ = 2");
    expect(page.screen.container.textContent).toContain("⌊(8 − 5 + 2 + 4) / 4⌋ = 2");
  });

  it("[[56, 72], [104, 120]] and its three stacked channels", async () => {
    const page = await lesson("channels");
    expect(numbers(page, "Sum over the channels: Y")).toEqual([
      [56, 72],
      [104, 120],
    ]);
    expect([0, 1, 2].map((channel) => numbers(page, `Y[${channel}]`))).toEqual([
      [
        [56, 72],
        [104, 120],
      ],
      [
        [76, 100],
        [148, 172],
      ],
      [
        [96, 128],
        [192, 224],
      ],
    ]);
  });

  it("that a 1×1 convolution equals a dense layer, whatever the weights", async () => {
    const page = await lesson("one-by-one");
    type(page, "W, row 1, column 2", "7");
    for (const channel of [0, 1]) {
      expect(numbers(page, `1×1 conv, channel ${channel}`)).toEqual(numbers(page, `dense, unit ${channel}`));
    }
    expect(numbers(page, "1×1 conv, channel 0")[1]?.[1]).toBe(4 + 7 * 5 + 2 * 2);
    expect(page.screen.container.textContent).toContain("Equal in every number");
  });

  it("4, 5, 7, 8 by the maximum, the average, and what a shift changes", async () => {
    const page = await lesson("pooling");
    expect(numbers(page, "Y[0]").flat()).toEqual([4, 5, 7, 8]);
    fireEvent.click(page.screen.getByRole("radio", { name: "Average" }));
    expect(numbers(page, "Y[0]").flat()).toEqual([2, 3, 5, 6]);
    expect(numbers(page, "Y[1]").flat()).toEqual([3, 4, 6, 7]);
    slide(page.screen.getByRole("slider", { name: "Pixels to the right" }), 1);
    expect(page.screen.container.textContent).toContain("changed: 8 of 32 edges, 0 of 8 pooled");
    await waitFor(() => expect(page.screen.container.textContent).toContain("Right."));
  });

  it("3 GB for a dense layer over a million pixels", async () => {
    const page = await lesson("why-not-dense");
    expect(page.screen.container.textContent).toContain("768,000,000");
    expect(page.screen.container.textContent).toContain("3.07 GB");
    expect(page.screen.container.textContent).toContain("3×3×3×256 = 6,912");
  });

  it("what three scores cost, and how a step down raises the true one", async () => {
    const page = await lesson("loss");
    const [[p0 = 0, p1 = 0, p2 = 0] = []] = numbers(page, "Softmax p");
    expect(p0 + p1 + p2).toBeCloseTo(1, 2);
    const [gradient = []] = numbers(page, "Gradient");
    expect(gradient[1]).toBeCloseTo(p1 - 1, 2);
    expect(page.screen.container.textContent).toContain(`L = −ln ${p1} = 1.349`);
    const down = page.screen.getByRole("button", { name: "One step down" });
    for (let step = 0; step < 20; step++) fireEvent.click(down);
    await waitFor(() => expect(page.screen.container.textContent).toContain("Right."));
    fireEvent.click(page.screen.getByRole("radio", { name: "Squared error" }));
    expect(page.screen.container.textContent).toContain(") / 3 = ");
  });

  it("what a deep cell sees", async () => {
    const page = await lesson("receptive-field");
    const deepest = page.screen.getByRole("table", { name: "5: conv 3×3 4×4" });
    fireEvent.click(within(deepest).getByRole("button", { name: /row 2, column 2/ }));
    expect(page.screen.container.textContent).toContain("sees 18×18 pixels");
    await waitFor(() => expect(page.screen.container.textContent).toContain("Right."));
  });
});

describe("a lesson", () => {
  const facts: readonly string[] = FACTS;
  it.each(lessons.map((one) => [one.id, one] as const))(
    "%s names figures and facts that there are, in both languages",
    (_, one) => {
      const figures = (language: "en" | "zh") =>
        one.text[language].flatMap((block) => (block.type === "figure" ? [block.name] : []));
      expect(figures("en")).toEqual(figures("zh"));
      expect(figures("en").length).toBeGreaterThan(0);
      expect(figures("en").filter((name) => !FIGURE_NAMES.includes(name))).toEqual([]);
      expect(one.task).not.toBeNull();
      if (one.task?.type === "figure") expect(facts).toContain(one.task.fact);
      expect(one.text.zh.map(({ type: kind }) => kind)).toEqual(one.text.en.map(({ type: kind }) => kind));
    },
  );

  it.each([
    ["cross-correlation", "(X[i:i+h, j:j+w] * K).sum()", "cross-correlation"],
    ["channels", "add_n", "channels-in"],
    ["channels", "stack", "channels-out"],
  ] as const)("%s answers what %s is for, in two sentences beside one figure", (id, code, figure) => {
    const blocks = lessons.find((one) => one.id === id)?.text;
    for (const [language, end] of [
      ["en", /[.!?](?:\s|$)/g],
      ["zh", /[。！？]/g],
    ] as const) {
      const text = blocks?.[language] ?? [];
      const at = text.findIndex(
        (block) => block.type === "heading" && block.text.some((part) => part.text === code),
      );
      const answer = text[at + 1];
      if (answer?.type !== "paragraph") throw new Error(`${id} does not answer ${code} in ${language}`);
      const said = answer.text.map((part) => (part.type === "code" ? "code" : part.text)).join("");
      expect(said.match(end)).toHaveLength(2);
      const beside = [text[at - 1], text[at + 2]].flatMap((block) =>
        block?.type === "figure" ? [block.name] : [],
      );
      expect(beside).toContain(figure);
    }
  });

  it("checks an answer", async () => {
    const { screen } = await lesson("cross-correlation");
    const answer = screen.getByRole("textbox", { name: "Your answer" });
    fireEvent.change(answer, { target: { value: "36" } });
    fireEvent.click(screen.getByRole("button", { name: "Check" }));
    expect(screen.container.textContent).toContain("Not yet");
    fireEvent.change(answer, { target: { value: "37" } });
    fireEvent.click(screen.getByRole("button", { name: "Check" }));
    expect(screen.container.textContent).toContain("Right.");
  });

  it("is Chinese throughout where the window is", async () => {
    const { screen } = await lesson("channels", "zh");
    const words = (screen.getByRole("main").textContent ?? "").match(/[A-Za-z_]{3,}/g) ?? [];
    // Names of the notes' code, which have no translation.
    const code = new Set(["add_n", "corr", "for", "zip", "stack", "d_multi_in", "shape"]);
    expect(words.filter((word) => !code.has(word))).toEqual([]);
  });
});

describe("the way there and back", () => {
  const pressEscape = () => fireEvent.keyDown(document.body, { key: "Escape", bubbles: true });

  it("leads by F1 from a document, by Escape back to it", async () => {
    const { screen, services } = await mountApp();
    act(() => services.files.newDocument());
    const tab = services.documents.active()?.id;
    fireEvent.keyDown(document.body, { key: "F1", bubbles: true });
    await screen.findByRole("heading", { level: 1, name: "Learn" });
    expect(document.activeElement?.tagName).toBe("H1");
    act(() => services.learn.open({ type: "lesson", id: "pooling" }));
    await screen.findByRole("heading", { level: 1, name: "Pooling" });
    act(() => void pressEscape());
    await screen.findByRole("heading", { level: 1, name: "Learn" });
    act(() => void pressEscape());
    await waitFor(() => expect(services.documents.active()?.id).toBe(tab));
    expect(screen.queryByRole("heading", { level: 1, name: "Learn" })).toBeNull();
  });

  it("leaves Escape in a field to the field", async () => {
    const page = await lesson("cross-correlation");
    fireEvent.keyDown(page.screen.getByRole("textbox", { name: "X, row 1, column 1" }), { key: "Escape" });
    expect(page.screen.getByRole("heading", { level: 1 }).textContent).toBe("Cross-correlation");
  });

  it("opens the document of a lesson in the editor", async () => {
    const page = await lesson("cross-correlation");
    const opened: string[] = [];
    Object.assign(page.services.files, { openTemplate: async (id: string) => void opened.push(id) });
    fireEvent.click(page.screen.getByRole("button", { name: "Open its document in the editor" }));
    expect(opened).toEqual(["learn-a-kernel"]);
  });
});

describe("a lesson file", () => {
  const hostile = {
    format: "layerloom/lesson",
    version: 1,
    id: "hostile",
    title: { en: "<b>Hostile</b>", zh: "<b>恶意</b>" },
    summary: { en: "Tries.", zh: "尝试。" },
    text: {
      en: [
        '<img src=x onerror="globalThis.run = true">',
        "[link](javascript:alert(1))",
        "{{figure:nothing}}",
      ],
      zh: ["<script>globalThis.run = true</script>"],
    },
    document: { format: "layerloom/document", version: 1, graph: "no graph" },
  };
  const open = async (text: string): Promise<Mounted> => {
    const mounted = await mountApp();
    mounted.host.disk.set("a.json", text);
    mounted.host.answer = "a.json";
    act(() => mounted.services.actions.run("help.openLesson"));
    return mounted;
  };

  it("shows its text as text, says which figure is unknown, and refuses a document that is none", async () => {
    const { screen, services } = await open(JSON.stringify(hostile));
    await screen.findByRole("heading", { level: 1, name: "<b>Hostile</b>" });
    const main = screen.getByRole("main");
    expect(main.querySelectorAll("img, script, a, b, iframe")).toHaveLength(0);
    expect(main.textContent).toContain("[link](javascript:alert(1))");
    expect(main.textContent).toContain("This version has no figure of the name nothing.");
    fireEvent.click(screen.getByRole("button", { name: "Open its document in the editor" }));
    expect(services.dialogs.getState().dialog.type).toBe("failed");
    expect(services.documents.getState().tabs).toEqual([]);
    expect("run" in globalThis).toBe(false);
  });

  it("is refused with its places where entries are wrong", async () => {
    const { screen } = await open(JSON.stringify({ ...hostile, id: "../x", script: "alert(1)" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("script is no entry of a lesson.");
    expect(dialog.textContent).toContain("id needs small letters, digits and hyphens.");
  });
});

it("the glossary finds a term in either language", async () => {
  const { screen, services } = await mountApp();
  act(() => services.actions.run("help.glossary"));
  const search = await screen.findByRole("textbox", { name: "Find a term" });
  fireEvent.change(search, { target: { value: "步幅" } });
  const terms = [...screen.container.querySelectorAll("dt")].map((term) => term.textContent);
  expect(terms).toEqual(["Stride"]);
});
