/** The lessons of this build: files like those that anyone writes, read by the same reader. */
import { readLesson } from "../../engine/learn/lesson/read.ts";
import type { Lesson } from "../../engine/learn/lesson/types.ts";
import { LESSON_GROUPS, type LessonId } from "./lessonFor.ts";

const files = import.meta.glob<unknown>("../../templates/lessons/*.json", { import: "default", eager: true });

function load(id: LessonId): Lesson {
  const read = readLesson(files[`../../templates/lessons/${id}.json`]);
  if (!read.ok) throw new Error(`Lesson ${id}: ${read.problems[0]?.message}`);
  return read.value;
}

export interface LessonGroup {
  readonly group: (typeof LESSON_GROUPS)[number]["group"];
  readonly lessons: readonly Lesson[];
}

export const lessonGroups: readonly LessonGroup[] = LESSON_GROUPS.map(({ group, lessons }) => ({
  group,
  lessons: lessons.map(load),
}));
export const lessons: readonly Lesson[] = lessonGroups.flatMap((group) => group.lessons);
export const lessonOf = (id: string): Lesson | null => lessons.find((lesson) => lesson.id === id) ?? null;
