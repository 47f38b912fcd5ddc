import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./Learn.module.css";
import { LessonCard } from "./LessonCard.tsx";
import { lessonGroups } from "./lessons.ts";
import { TourOffer } from "./tour/TourOffer.tsx";

/** The lessons' place in the gallery: the first ones, and the way to all. */
export function LearnSection() {
  const t = useT();
  const { learn } = useServices();
  return (
    <>
      <TourOffer />
      <section className={styles.section} aria-label={t("learn:title")}>
        <header className={styles.sectionHead}>
          <div>
            <h2 className={styles.heading}>{t("learn:title")}</h2>
            <p className={styles.detail}>{t("learn:detail")}</p>
          </div>
          <Button size="small" onClick={() => learn.open({ type: "index" })}>
            {t("learn:all")}
          </Button>
        </header>
        <ul className={styles.cards}>
          {lessonGroups[0]?.lessons.map((lesson) => (
            <li key={lesson.id}>
              <LessonCard lesson={lesson} brief />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
