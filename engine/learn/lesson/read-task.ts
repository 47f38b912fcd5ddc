/** A task of a lesson file. */
import type { Reader } from "./reader.ts";
import type { Task } from "./types.ts";

const QUESTION = 600;
const OPTION = 300;
const MOST_OPTIONS = 8;

export function readTask(reader: Reader, value: unknown): Task | null {
  const fields = reader.fields(value, "task");
  const question = reader.bilingual(fields.question, "task.question", QUESTION);
  switch (fields.type) {
    case "number":
      reader.known(fields, ["type", "question", "answer", "within"], "task");
      return {
        type: "number",
        question,
        answer: reader.number(fields.answer, "task.answer"),
        within: fields.within === undefined ? 0 : reader.number(fields.within, "task.within"),
      };
    case "choice": {
      reader.known(fields, ["type", "question", "options", "answer"], "task");
      const options = reader
        .list(fields.options, "task.options", MOST_OPTIONS)
        .map((option, index) => reader.bilingual(option, `task.options[${index}]`, OPTION));
      const answer = reader.number(fields.answer, "task.answer");
      if (options[answer] === undefined) {
        reader.refuse("task.answer", "the index of one of the options, counted from 0");
      }
      return { type: "choice", question, options, answer };
    }
    case "figure": {
      reader.known(fields, ["type", "question", "fact", "atLeast", "atMost"], "task");
      return {
        type: "figure",
        question,
        fact: reader.pattern(fields.fact, "task.fact", /^[a-z0-9.-]{1,64}$/, "the name of a fact"),
        atLeast:
          fields.atLeast === undefined
            ? Number.NEGATIVE_INFINITY
            : reader.number(fields.atLeast, "task.atLeast"),
        atMost:
          fields.atMost === undefined
            ? Number.POSITIVE_INFINITY
            : reader.number(fields.atMost, "task.atMost"),
      };
    }
    default:
      reader.refuse("task.type", "number, choice or figure");
      return null;
  }
}
