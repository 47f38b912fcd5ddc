/** A block of a lesson as React elements. Text stays text: nothing of a file becomes markup of the page. */
import { Suspense } from "react";
import type { Block, Inline } from "../../../engine/learn/lesson/types.ts";
import { ErrorBoundary } from "../../app/ErrorBoundary.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { figureOf } from "../figures/index.tsx";
import styles from "../Learn.module.css";

export const Inlines = ({ text }: { readonly text: readonly Inline[] }) =>
  text.map((part, index) => {
    const key = `${index} ${part.type}`;
    if (part.type === "code") return <code key={key}>{part.text}</code>;
    if (part.type === "strong") return <strong key={key}>{part.text}</strong>;
    if (part.type === "emphasis") return <em key={key}>{part.text}</em>;
    return <span key={key}>{part.text}</span>;
  });

export function LessonBlock({ block }: { readonly block: Block }) {
  switch (block.type) {
    case "heading":
      return (
        <h2 className={styles.heading}>
          <Inlines text={block.text} />
        </h2>
      );
    case "paragraph":
      return (
        <p className={styles.prose}>
          <Inlines text={block.text} />
        </p>
      );
    case "list":
      return (
        <ul className={styles.list}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of a lesson never change
            <li key={index}>
              <Inlines text={item} />
            </li>
          ))}
        </ul>
      );
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <pre className={styles.code} tabIndex={0}>
          {block.text}
        </pre>
      );
    case "figure":
      return <NamedFigure name={block.name} />;
    case "task":
      return null;
  }
}

function NamedFigure({ name }: { readonly name: string }) {
  const t = useT();
  const Shown = figureOf(name);
  if (Shown === null) return <p className={styles.unknown}>{t("learn:lesson.unknownFigure", { name })}</p>;
  return (
    <ErrorBoundary>
      <Suspense>
        <Shown />
      </Suspense>
    </ErrorBoundary>
  );
}
