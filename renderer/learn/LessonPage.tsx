/** A lesson: text, figures, a task, and the way to its document and its neighbours. */
import { ArrowRight, Waypoints } from "lucide-react";
import { parseDocumentJson } from "../../engine/document/parse.ts";
import type { Lesson } from "../../engine/learn/lesson/types.ts";
import { useServices } from "../app/services.tsx";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Pill } from "../ui/Pill.tsx";
import styles from "./Learn.module.css";
import { FactsProvider } from "./lesson/facts.tsx";
import { LessonBlock } from "./lesson/LessonBlock.tsx";
import { TaskCard } from "./lesson/TaskCard.tsx";
import { lessons } from "./lessons.ts";

interface LessonPageProps {
  readonly lesson: Lesson;
  /** One of the program's own, which has neighbours. */
  readonly own: boolean;
}

export function LessonPage({ lesson, own }: LessonPageProps) {
  const { t, language } = useTexts();
  const blocks = lesson.text[language];
  const task = lesson.task === null ? null : <TaskCard task={lesson.task} />;
  const placed = blocks.some(({ type }) => type === "task");
  return (
    <FactsProvider>
      <div>
        {own ? null : <Pill>{t("learn:lesson.fromFile")}</Pill>}
        <h1 className={styles.title} tabIndex={-1}>
          {lesson.title[language]}
        </h1>
        <p className={styles.lead}>{lesson.summary[language]}</p>
      </div>
      {blocks.map((block, index) =>
        block.type === "task" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a lesson never change
          <div key={index}>{task}</div>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a lesson never change
          <LessonBlock key={index} block={block} />
        ),
      )}
      {placed ? null : task}
      <OpenDocument lesson={lesson} />
      {own ? <Neighbours id={lesson.id} /> : null}
    </FactsProvider>
  );
}

function OpenDocument({ lesson }: { readonly lesson: Lesson }) {
  const { t, language } = useTexts();
  const { files, documents, dialogs } = useServices();
  const { opens } = lesson;
  if (opens === null) return null;
  const open = (): void => {
    if (opens.type === "template") {
      void files.openTemplate(opens.id);
      return;
    }
    // From a file of anyone's: the same checks as for every document.
    const parsed = parseDocumentJson(opens.json);
    if (parsed.ok) documents.open(parsed.value, { title: lesson.title[language] });
    else dialogs.show({ type: "failed", name: lesson.title[language], problems: parsed.problems });
  };
  return (
    <div>
      <Button variant="primary" icon={<Waypoints size={14} />} onClick={open}>
        {t("learn:lesson.open")}
      </Button>
    </div>
  );
}

function Neighbours({ id }: { readonly id: string }) {
  const { t, language } = useTexts();
  const { learn } = useServices();
  const at = lessons.findIndex((lesson) => lesson.id === id);
  const before = lessons[at - 1];
  const next = lessons[at + 1];
  return (
    <nav className={styles.foot} aria-label={t("learn:title")}>
      {before === undefined ? (
        <span />
      ) : (
        <Button variant="quiet" onClick={() => learn.replace({ type: "lesson", id: before.id })}>
          {t("learn:lesson.previous", { title: before.title[language] })}
        </Button>
      )}
      {next === undefined ? null : (
        <Button
          variant="quiet"
          icon={<ArrowRight size={14} />}
          onClick={() => learn.replace({ type: "lesson", id: next.id })}
        >
          {t("learn:lesson.next", { title: next.title[language] })}
        </Button>
      )}
    </nav>
  );
}
