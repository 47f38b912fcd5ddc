/** The field's terms, as every part of the interface uses them. */
import type { Bilingual } from "../../engine/learn/lesson/types.ts";
import { IMAGE_TERMS } from "./glossary/image.ts";
import { TRAINING_TERMS } from "./glossary/training.ts";
import type { LessonId } from "./lessonFor.ts";

export interface Term {
  readonly term: Bilingual;
  readonly meaning: Bilingual;
  readonly lesson?: LessonId;
}

export const GLOSSARY: readonly Term[] = [...IMAGE_TERMS, ...TRAINING_TERMS];
