/** The frame of a figure: what it shows in one line, the figure, and what is to be done with it. */
import { type ReactNode, useId } from "react";
import type { TextKey, TextValues } from "../../i18n/i18n.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import styles from "./Figure.module.css";

interface FigureProps {
  readonly title: TextKey;
  readonly values?: TextValues;
  /** How it is worked with, by mouse and by keys. */
  readonly hint: TextKey;
  readonly hintValues?: TextValues;
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

export function Figure({ title, values = {}, hint, hintValues = {}, controls, children }: FigureProps) {
  const t = useT();
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={`${id}-title`} aria-describedby={`${id}-hint`}>
      <figcaption className={styles.caption}>
        <span id={`${id}-title`} className={styles.title}>
          {t(title, values)}
        </span>
        <span id={`${id}-hint`} className={styles.hint}>
          {t(hint, hintValues)}
        </span>
      </figcaption>
      <div className={styles.body}>{children}</div>
      {controls === undefined ? null : <div className={styles.controls}>{controls}</div>}
    </figure>
  );
}

/** Matrices and signs beside one another. */
export const Row = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.row}>{children}</div>
);
export const Sign = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.sign} aria-hidden="true">
    {children}
  </span>
);
/** Arithmetic in one line; it breaks where it is long. */
export const Line = ({
  children,
  strong = false,
}: {
  readonly children: ReactNode;
  readonly strong?: boolean;
}) => <div className={strong ? styles.lineStrong : styles.line}>{children}</div>;
export const Mark = ({ children }: { readonly children: ReactNode }) => (
  <mark className={styles.mark}>{children}</mark>
);
