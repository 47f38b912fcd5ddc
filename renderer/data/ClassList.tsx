import type { DataReport, Tiles } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./DataPanel.module.css";
import { TileStrip } from "./TileStrip.tsx";

interface ClassListProps {
  readonly data: DataReport;
  readonly tiles: Tiles | null;
}

/** One line a class: its name, its counts as bars, some of its samples. */
export function ClassList({ data, tiles }: ClassListProps) {
  const t = useT();
  const most = Math.max(
    1,
    ...data.trainPerClass.map((count, label) => count + (data.testPerClass[label] ?? 0)),
  );
  const ranges = rangesOf(tiles, data.classes.length);
  return (
    <ul className={styles.classes}>
      {data.classes.map((name, label) => {
        const train = data.trainPerClass[label] ?? 0;
        const test = data.testPerClass[label] ?? 0;
        const line = t("dataPanel:classLine", { name, train, test });
        const range = ranges[label];
        return (
          <li key={name} className={styles.classLine} title={line}>
            <span className={styles.className}>{name}</span>
            <span className={styles.bar} aria-hidden="true">
              <span className={styles.barTrain} style={{ width: `${(100 * train) / most}%` }} />
              <span className={styles.barTest} style={{ width: `${(100 * test) / most}%` }} />
            </span>
            <span className={styles.count}>
              {train}
              <span className={styles.countTest}> + {test}</span>
            </span>
            {tiles === null || range === undefined || range.count === 0 ? (
              <span />
            ) : (
              <TileStrip tiles={tiles} from={range.from} count={range.count} size={27} label={line} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Tiles come class after class. */
function rangesOf(
  tiles: Tiles | null,
  classes: number,
): readonly { readonly from: number; readonly count: number }[] {
  const ranges = Array.from({ length: classes }, () => ({ from: 0, count: 0 }));
  tiles?.labels.forEach((label, index) => {
    const range = ranges[label];
    if (range === undefined) return;
    if (range.count === 0) range.from = index;
    range.count += 1;
  });
  return ranges;
}
