import type { MessageTable } from "../../tensor/problem.ts";

/** What can be wrong with a lesson file. */
export const lessonMessages = {
  "lesson/too-large": {
    message: "The file has {bytes} characters; a lesson has at most {limit}.",
    remedy: "Choose a lesson file, or shorten this one; a large document is better opened by itself.",
  },
  "lesson/syntax": {
    message: "The file is not JSON: {detail}",
    remedy: "Correct the file at that place; docs/writing-a-lesson.md shows what a lesson looks like.",
  },
  "lesson/not-a-lesson": {
    message: "The file does not say that it is a lesson of version 1.",
    remedy:
      "A lesson begins with the format layerloom/lesson and the version 1; a document is opened with Open.",
  },
  "lesson/field": {
    message: "{place} needs {needed}.",
    remedy: "Correct this entry; docs/writing-a-lesson.md lists all of them.",
  },
  "lesson/unknown-field": {
    message: "{place} is no entry of a lesson.",
    remedy: "Remove it, or look for a slip in its name.",
  },
} as const satisfies MessageTable;
