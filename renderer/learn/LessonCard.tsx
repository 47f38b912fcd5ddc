import type { Lesson } from "../../engine/learn/lesson/types.ts";
import { useServices } from "../app/services.tsx";
import { FamilyGlyph } from "../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../glyphs/tone.ts";
import { useTexts } from "../i18n/TextsProvider.tsx";
import styles from "./Learn.module.css";
import { toneOf } from "./tones.ts";

/** One lesson; the whole card opens it. */
export function LessonCard({ lesson, brief = false }: { readonly lesson: Lesson; readonly brief?: boolean }) {
  const { language } = useTexts();
  const { learn } = useServices();
  const tone = toneOf(lesson.id);
  return (
    <button
      type="button"
      className={styles.card}
      onClick={() => learn.open({ type: "lesson", id: lesson.id })}
    >
      <span className={styles.cardTitle}>
        <span style={{ color: toneColor(tone), display: "flex" }}>
          <FamilyGlyph tone={tone} />
        </span>
        {lesson.title[language]}
      </span>
      {brief ? null : <span className={styles.cardSummary}>{lesson.summary[language]}</span>}
    </button>
  );
}
