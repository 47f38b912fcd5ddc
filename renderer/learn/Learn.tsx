/** The lessons as a page of their own, in the place of the gallery. Escape leads back. */
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Glossary } from "./Glossary.tsx";
import styles from "./Learn.module.css";
import { LessonIndex } from "./LessonIndex.tsx";
import { LessonPage } from "./LessonPage.tsx";
import type { LearnPage } from "./learnStore.ts";
import { lessonOf } from "./lessons.ts";

const keyOf = (page: LearnPage): string =>
  page.type === "lesson" ? page.id : page.type === "file" ? `file ${page.lesson.id}` : page.type;

export function Learn() {
  const t = useT();
  const { learn } = useServices();
  const page = useStore(learn, ({ pages }) => pages.at(-1));
  const main = useRef<HTMLElement>(null);
  const key = page === undefined ? "" : keyOf(page);

  // Where a page begins, so that keys and screen readers begin there too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page
  useEffect(() => {
    main.current?.querySelector("h1")?.focus();
    main.current?.scrollTo?.({ top: 0 });
  }, [key]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      if (target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null) return;
      event.preventDefault();
      learn.back();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [learn]);

  if (page === undefined) return null;
  return (
    <main ref={main} className={styles.learn} aria-label={t("learn:title")}>
      <div className={styles.page}>
        <div>
          <Button variant="quiet" icon={<ArrowLeft size={14} />} onClick={learn.back}>
            {t("learn:back")}
          </Button>
        </div>
        <Content key={key} page={page} />
      </div>
    </main>
  );
}

function Content({ page }: { readonly page: LearnPage }) {
  if (page.type === "glossary") return <Glossary />;
  if (page.type === "file") return <LessonPage lesson={page.lesson} own={false} />;
  const lesson = page.type === "lesson" ? lessonOf(page.id) : null;
  return lesson === null ? <LessonIndex /> : <LessonPage lesson={lesson} own />;
}
