import type { RunSummary } from "../../engine/worker/values.ts";
import { useT, useTexts } from "../i18n/TextsProvider.tsx";
import { formatShare } from "../training/numbers.ts";
import { styleOf } from "./overlay.ts";
import styles from "./RunsPanel.module.css";
import { bestTest, runTitle } from "./runFacts.ts";

interface RunTableProps {
  readonly runs: readonly RunSummary[];
  readonly liveId: string | null;
  readonly selected: string | null;
  /** Runs in the charts, in the order of their styles. */
  readonly overlaid: readonly string[];
  readonly onSelect: (id: string) => void;
  readonly onOverlay: (id: string) => void;
}

const COLUMNS = ["overlay", "name", "started", "ending", "epochs", "test", "data"] as const;

export function RunTable({ runs, liveId, selected, overlaid, onSelect, onOverlay }: RunTableProps) {
  const t = useT();
  const { locale } = useTexts();
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.tableHolder} tabIndex={0} aria-label={t("runs:title")}>
      <table className={styles.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column === "overlay" ? (
                  <span className="visually-hidden">{t("runs:overlay")}</span>
                ) : (
                  t(`runs:${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const place = overlaid.indexOf(run.id);
            const title = runTitle(run);
            return (
              <tr key={run.id} className={run.id === selected ? styles.selected : undefined}>
                <td>
                  <label className={styles.overlay}>
                    <input
                      type="checkbox"
                      checked={place >= 0}
                      onChange={() => onOverlay(run.id)}
                      aria-label={t("runs:overlayOf", { name: title })}
                    />
                    <Swatch place={place} />
                  </label>
                </td>
                <td>
                  <button
                    type="button"
                    className={styles.name}
                    aria-pressed={run.id === selected}
                    title={run.note === "" ? title : `${title}: ${run.note}`}
                    onClick={() => onSelect(run.id)}
                  >
                    {title}
                  </button>
                </td>
                <td>{time.format(new Date(run.startedAt))}</td>
                <td>{run.id === liveId ? t("runs:live") : t(`runs:endings.${run.ending ?? "cutOff"}`)}</td>
                <td className="numbers">
                  {run.epochs.length}/{run.document.training.epochs}
                </td>
                <td className="numbers">{formatShare(bestTest(run))}</td>
                <td className={styles.source} title={run.source}>
                  {run.source}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The run's line in the charts. */
function Swatch({ place }: { readonly place: number }) {
  if (place < 0) return <svg className={styles.swatch} aria-hidden="true" />;
  const { color, dash } = styleOf(place);
  return (
    <svg className={styles.swatch} aria-hidden="true">
      <line
        x1="1"
        y1="5"
        x2="21"
        y2="5"
        stroke={`var(${color})`}
        strokeWidth="2"
        strokeDasharray={dash.join(" ")}
      />
    </svg>
  );
}
