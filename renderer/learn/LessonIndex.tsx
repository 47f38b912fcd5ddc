import { BookA, FolderOpen } from "lucide-react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./Learn.module.css";
import { LessonCard } from "./LessonCard.tsx";
import { lessonGroups } from "./lessons.ts";

/** Every lesson, by what it is about. */
export function LessonIndex() {
  const t = useT();
  const { actions } = useServices();
  return (
    <>
      <div className={styles.sectionHead}>
        <div>
          <h1 className={styles.title} tabIndex={-1}>
            {t("learn:title")}
          </h1>
          <p className={styles.lead}>{t("learn:detail")}</p>
        </div>
        <div className={styles.answer}>
          <Button icon={<BookA size={14} />} onClick={() => actions.run("help.glossary")}>
            {t("learn:glossary.title")}
          </Button>
          <Button icon={<FolderOpen size={14} />} onClick={() => actions.run("help.openLesson")}>
            {t("learn:actions.openFile")}
          </Button>
        </div>
      </div>
      {lessonGroups.map(({ group, lessons }) => (
        <section key={group} className={styles.group} aria-label={t(`learn:groups.${group}`)}>
          <h2 className={styles.heading}>{t(`learn:groups.${group}`)}</h2>
          <ul className={styles.cards}>
            {lessons.map((lesson) => (
              <li key={lesson.id}>
                <LessonCard lesson={lesson} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
