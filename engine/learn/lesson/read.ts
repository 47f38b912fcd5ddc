/** Reads a lesson from a file that anyone may have written: checks every entry, with limits, and runs nothing. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { parseBlock } from "./markup.ts";
import { lessonMessages } from "./messages.ts";
import { readTask } from "./read-task.ts";
import { createReader, type Fields, isFields, type Reader } from "./reader.ts";
import type { Bilingual, Block, Lesson } from "./types.ts";

export const LESSON_FORMAT = "layerloom/lesson";
export const LESSON_VERSION = 1;

/** Characters, blocks and characters of a block. A lesson is a page. */
export const LESSON_LIMITS = {
  file: 2_000_000,
  blocks: 200,
  block: 4_000,
  line: 300,
  id: 64,
  options: 8,
} as const;

const ENTRIES = ["format", "version", "id", "title", "summary", "text", "task", "template", "document"];

export function parseLesson(text: string): Result<Lesson> {
  if (text.length > LESSON_LIMITS.file) {
    const values = { bytes: text.length, limit: LESSON_LIMITS.file };
    return fail(problem(lessonMessages, "lesson/too-large", { path: "" }, values));
  }
  try {
    return readLesson(JSON.parse(text));
  } catch (error) {
    // A nesting too deep for the engine's parser is reported as a RangeError.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return fail(problem(lessonMessages, "lesson/syntax", { path: "" }, { detail: error.message }));
  }
}

export function readLesson(json: unknown): Result<Lesson> {
  if (!isFields(json) || json.format !== LESSON_FORMAT || json.version !== LESSON_VERSION) {
    return fail(problem(lessonMessages, "lesson/not-a-lesson", { path: "" }));
  }
  const problems: Problem[] = [];
  const reader = createReader(problems);
  reader.known(json, ENTRIES, "");
  const lesson: Lesson = {
    id: reader.pattern(json.id, "id", /^[a-z0-9-]{1,64}$/, "small letters, digits and hyphens"),
    title: reader.bilingual(json.title, "title", LESSON_LIMITS.line),
    summary: reader.bilingual(json.summary, "summary", LESSON_LIMITS.line),
    text: readText(reader, json.text),
    task: json.task === undefined ? null : readTask(reader, json.task),
    opens: readOpens(reader, json),
  };
  return problems.length === 0 ? ok(lesson) : fail(...problems);
}

function readText(reader: Reader, value: unknown): Bilingual<readonly Block[]> {
  const fields = reader.fields(value, "text");
  const inLanguage = (language: "en" | "zh"): readonly Block[] =>
    reader
      .list(fields[language], `text.${language}`, LESSON_LIMITS.blocks)
      .map((block, index) =>
        parseBlock(reader.text(block, `text.${language}[${index}]`, LESSON_LIMITS.block)),
      );
  return { en: inLanguage("en"), zh: inLanguage("zh") };
}

function readOpens(reader: Reader, { template, document }: Fields): Lesson["opens"] {
  if (template !== undefined) {
    const id = reader.pattern(template, "template", /^[a-z0-9_-]{1,64}$/, "the id of a template");
    return { type: "template", id };
  }
  return document === undefined ? null : { type: "document", json: document };
}
