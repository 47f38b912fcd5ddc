/** Entries of a file by what they must be; what is wrong is collected, so that a writer sees all of it at once. */
import { type Problem, problem } from "../../tensor/problem.ts";
import { lessonMessages } from "./messages.ts";
import type { Bilingual } from "./types.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export interface Reader {
  fields(value: unknown, place: string): Fields;
  /** Reports entries that no one reads. */
  known(fields: Fields, names: readonly string[], place: string): void;
  text(value: unknown, place: string, most: number): string;
  pattern(value: unknown, place: string, pattern: RegExp, needed: string): string;
  number(value: unknown, place: string): number;
  list(value: unknown, place: string, most: number): readonly unknown[];
  bilingual(value: unknown, place: string, most: number): Bilingual;
  refuse(place: string, needed: string): void;
}

export function createReader(problems: Problem[]): Reader {
  const refuse = (place: string, needed: string): void => {
    problems.push(problem(lessonMessages, "lesson/field", { path: place }, { place, needed }));
  };
  const text = (value: unknown, place: string, most: number): string => {
    if (typeof value === "string" && value.trim() !== "" && value.length <= most) return value;
    refuse(place, `a text of at most ${most} characters`);
    return "";
  };
  const fields = (value: unknown, place: string): Fields => {
    if (isFields(value)) return value;
    refuse(place, "entries in braces");
    return {};
  };
  return {
    refuse,
    text,
    fields,
    known(value, names, place) {
      for (const name of Object.keys(value)) {
        if (names.includes(name)) continue;
        const where = place === "" ? name.slice(0, 64) : `${place}.${name.slice(0, 64)}`;
        problems.push(problem(lessonMessages, "lesson/unknown-field", { path: where }, { place: where }));
      }
    },
    pattern(value, place, pattern, needed) {
      if (typeof value === "string" && pattern.test(value)) return value;
      refuse(place, needed);
      return "";
    },
    number(value, place) {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      refuse(place, "a number");
      return 0;
    },
    list(value, place, most) {
      if (Array.isArray(value) && value.length > 0 && value.length <= most) return value;
      refuse(place, `a list of 1 to ${most} entries`);
      return [];
    },
    bilingual(value, place, most) {
      const { en, zh } = fields(value, place);
      return { en: text(en, `${place}.en`, most), zh: text(zh, `${place}.zh`, most) };
    },
  };
}
