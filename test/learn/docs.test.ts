/** The page for teachers names every figure and fact, and its example is a lesson. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseLesson } from "../../engine/learn/lesson/read.ts";
import { EXPERIMENT_IDS } from "../../renderer/learn/figures/experiments.ts";
import { FACTS } from "../../renderer/learn/lesson/facts.tsx";

const page = readFileSync(new URL("../../docs/writing-a-lesson.md", import.meta.url), "utf8");

describe("docs/writing-a-lesson.md", () => {
  it("has an example that is read without a problem", () => {
    const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? "";
    const read = parseLesson(example);
    expect(read.ok ? read.value.id : read.problems).toBe("my-lesson");
  });

  it.each(FACTS)("names the fact %s", (fact) => {
    expect(page).toContain(`\`${fact}\``);
  });

  it.each(EXPERIMENT_IDS)("names the experiment %s", (id) => {
    expect(page).toContain(`\`experiment-${id}\``);
  });
});
