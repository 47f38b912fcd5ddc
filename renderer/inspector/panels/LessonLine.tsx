import { lazy, Suspense } from "react";
import type { LessonId } from "../../learn/lessonFor.ts";

/** The lessons themselves come when an inspector first names one. */
const LessonLink = lazy(async () => ({ default: (await import("../../learn/LessonLink.tsx")).LessonLink }));

export const LessonLine = ({ id }: { readonly id: LessonId | null }) =>
  id === null ? null : (
    <Suspense>
      <LessonLink id={id} />
    </Suspense>
  );
