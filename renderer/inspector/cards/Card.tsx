import { type ReactNode, useId } from "react";
import styles from "./cards.module.css";

interface CardProps {
  readonly title: string;
  readonly trailing?: ReactNode;
  readonly children: ReactNode;
}

/** One fact with its derivation. */
export function Card({ title, trailing, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.cardHead}>
        <h3 id={id} className={styles.cardTitle}>
          {title}
        </h3>
        {trailing}
      </div>
      {children}
    </section>
  );
}

/** The arithmetic, its result stressed: `⌊(28 + 2·1 − 3) / 1⌋ + 1 = 28`. */
export const Formula = ({ text, result }: { readonly text: string; readonly result: ReactNode }) => (
  <p className={`${styles.formula} numbers selectable`}>
    {text} = <strong>{result}</strong>
  </p>
);

export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{label}</dt>
    <dd className="numbers selectable">{children}</dd>
  </div>
);

export const Facts = ({ children }: { readonly children: ReactNode }) => (
  <dl className={styles.facts}>{children}</dl>
);
