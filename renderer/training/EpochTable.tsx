import { useEffect, useRef } from "react";
import type { EpochRow } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatLoss, formatShare } from "./numbers.ts";
import styles from "./TrainPanel.module.css";

const COLUMNS = ["epoch", "loss", "train", "test", "seconds", "speed"] as const;

/** The same numbers as the curves, to be read; follows the newest row unless a person has scrolled up. */
export function EpochTable({ epochs }: { readonly epochs: readonly EpochRow[] }) {
  const t = useT();
  const holder = useRef<HTMLDivElement>(null);
  const count = epochs.length;
  useEffect(() => {
    const node = holder.current;
    if (node === null || count === 0) return;
    const nearEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 80;
    if (nearEnd) node.scrollTop = node.scrollHeight;
  }, [count]);
  if (count === 0) return null;
  const best = epochs.reduce(
    (most, row) => Math.max(most, row.testAccuracy ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.tableHolder} ref={holder} tabIndex={0} aria-label={t("training:table.label")}>
      <table className={styles.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === "speed" ? styles.speed : undefined}>
                {t(`training:table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {epochs.map((row, index) => (
            <tr key={row.epoch} className={row.testAccuracy === best ? styles.best : undefined}>
              <td>{row.epoch}</td>
              <td>{formatLoss(row.loss)}</td>
              <td>{formatShare(row.trainAccuracy)}</td>
              <td>{formatShare(row.testAccuracy)}</td>
              <td>{((row.elapsedMs - (epochs[index - 1]?.elapsedMs ?? 0)) / 1000).toFixed(1)}</td>
              <td className={styles.speed}>{Math.round(row.imagesPerSecond)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
