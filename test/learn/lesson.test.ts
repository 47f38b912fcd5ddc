import { describe, expect, it } from "vitest";
import { parseBlock, parseInline } from "../../engine/learn/lesson/markup.ts";
import { LESSON_LIMITS, parseLesson } from "../../engine/learn/lesson/read.ts";

const both = (text: string) => ({ en: text, zh: text });
const lesson = (change: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    format: "layerloom/lesson",
    version: 1,
    id: "mine",
    title: both("Mine"),
    summary: both("A lesson."),
    text: { en: ["One."], zh: ["一。"] },
    ...change,
  });
const codes = (text: string): readonly string[] => {
  const read = parseLesson(text);
  return read.ok ? [] : read.problems.map(({ code }) => code);
};
const places = (text: string): readonly unknown[] => {
  const read = parseLesson(text);
  return read.ok ? [] : read.problems.map(({ values }) => values.place);
};

describe("the markup", () => {
  it("knows headings, lists, code, figures and the task", () => {
    expect(parseBlock("## A *b*")).toEqual({
      type: "heading",
      text: [
        { type: "text", text: "A " },
        { type: "emphasis", text: "b" },
      ],
    });
    expect(parseBlock("- one\n- two")).toEqual({
      type: "list",
      items: [[{ type: "text", text: "one" }], [{ type: "text", text: "two" }]],
    });
    expect(parseBlock("```\na * b\n```")).toEqual({ type: "code", text: "a * b" });
    expect(parseBlock("{{figure:pooling-shift}}")).toEqual({ type: "figure", name: "pooling-shift" });
    expect(parseBlock("{{task}}")).toEqual({ type: "task" });
  });

  it("leaves a sign of multiplication and a mark without partner alone", () => {
    expect(parseInline("3 * 4 * 5")).toEqual([{ type: "text", text: "3 * 4 * 5" }]);
    expect(parseInline("a **b")).toEqual([{ type: "text", text: "a **b" }]);
    expect(parseInline("`(X * K).sum()` is **one** number")).toEqual([
      { type: "code", text: "(X * K).sum()" },
      { type: "text", text: " is " },
      { type: "strong", text: "one" },
      { type: "text", text: " number" },
    ]);
  });

  it.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "{{figure:../../secret}}",
    "{{figure:<b>}}",
    "{{constructor}}",
  ])("%s is text", (source) => {
    expect(parseBlock(source)).toEqual({ type: "paragraph", text: [{ type: "text", text: source }] });
  });

  it("reads a long run of marks without effort", () => {
    const started = performance.now();
    for (const mark of ["*", "**", "`", "* ", "*a"]) parseInline(mark.repeat(LESSON_LIMITS.block));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("a lesson file", () => {
  it("is read with its task and its document", () => {
    const task = { type: "number", question: both("2 + 2?"), answer: 4 };
    const read = parseLesson(lesson({ task, document: { any: 1 } }));
    expect(read.ok && read.value.task).toEqual({ ...task, within: 0 });
    expect(read.ok && read.value.opens).toEqual({ type: "document", json: { any: 1 } });
  });

  it.each([
    ["no JSON", "{", "lesson/syntax"],
    ["endless nesting", "[".repeat(200_000), "lesson/syntax"],
    ["something else", '{"format":"layerloom/document","version":1}', "lesson/not-a-lesson"],
    ["a list", "[]", "lesson/not-a-lesson"],
    ["null", "null", "lesson/not-a-lesson"],
    ["a newer version", lesson({ version: 2 }), "lesson/not-a-lesson"],
    ["too much", " ".repeat(LESSON_LIMITS.file + 1), "lesson/too-large"],
    ["an unknown entry", lesson({ script: "alert(1)" }), "lesson/unknown-field"],
    ["an id that is a path", lesson({ id: "../x" }), "lesson/field"],
    ["a title in one language", lesson({ title: { en: "A" } }), "lesson/field"],
    ["text that is no list", lesson({ text: both("A") }), "lesson/field"],
    ["a block that is no text", lesson({ text: { en: [{}], zh: ["一"] } }), "lesson/field"],
    ["a block without end", lesson({ text: { en: ["a".repeat(5000)], zh: ["一"] } }), "lesson/field"],
    ["too many blocks", lesson({ text: { en: Array(201).fill("a"), zh: ["一"] } }), "lesson/field"],
    ["a task of no kind", lesson({ task: { type: "run", question: both("?") } }), "lesson/field"],
    [
      "an answer beyond the options",
      lesson({ task: { type: "choice", question: both("?"), options: [both("a")], answer: 3 } }),
      "lesson/field",
    ],
    ["a template that is a path", lesson({ template: "../../etc/passwd" }), "lesson/field"],
  ])("is refused: %s", (_, text, code) => {
    expect(codes(text)).toContain(code);
  });

  it("names every place that is wrong", () => {
    expect(places(lesson({ id: 1, text: { en: [""], zh: [] } }))).toEqual(["id", "text.en[0]", "text.zh"]);
  });

  it("takes __proto__ for a slip and leaves objects alone", () => {
    const text = lesson().replace('"id"', '"__proto__":{"polluted":1},"id"');
    expect(codes(text)).toEqual(["lesson/unknown-field"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
