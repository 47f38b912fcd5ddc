import { useT } from "../i18n/TextsProvider.tsx";
import { formatShare } from "../training/numbers.ts";
import { cx } from "../ui/cx.ts";
import styles from "./TryIt.module.css";

const MOST = 12;

interface ProbabilitiesProps {
  readonly probabilities: readonly number[];
  readonly classes: readonly string[];
  /** The true class, where it is known. */
  readonly truth: number | null;
}

/** Classes in their own order where they all fit, otherwise the most probable ones. */
export function Probabilities({ probabilities, classes, truth }: ProbabilitiesProps) {
  const t = useT();
  const all = probabilities.map((probability, label) => ({ label, probability }));
  const ranked = all.toSorted((a, b) => b.probability - a.probability);
  const shown = all.length <= MOST ? all : ranked.slice(0, MOST);
  const best = ranked[0]?.label;
  if (classes.length === 0) {
    return <p className="numbers">{probabilities.map((value) => value.toPrecision(4)).join("  ")}</p>;
  }
  return (
    <ul className={styles.bars} aria-label={t("lookInside:probabilities")}>
      {shown.map(({ label, probability }) => (
        <li key={label} className={cx(styles.barLine, label === best && styles.bestLine)}>
          <span className={styles.className}>
            {classes[label] ?? label}
            {label === truth ? <span className={styles.truth}> {t("lookInside:trueMark")}</span> : null}
          </span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ width: `${100 * probability}%` }} />
          </span>
          <span className="numbers">{formatShare(probability)}</span>
        </li>
      ))}
    </ul>
  );
}
