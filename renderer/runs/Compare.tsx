import { useMemo, useState } from "react";
import type { RunSummary } from "../../engine/worker/values.ts";
import { useT, useTexts } from "../i18n/TextsProvider.tsx";
import { Labelled } from "../training/Labelled.tsx";
import { cx } from "../ui/cx.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Switch } from "../ui/Switch.tsx";
import styles from "./Compare.module.css";
import { graphChanges, type NodeChange, settingRows } from "./compare.ts";
import { runTitle } from "./runFacts.ts";

/** Settings of the ticked runs side by side, and how each network differs from the oldest one's. */
export function Compare({ runs: ticked }: { readonly runs: readonly RunSummary[] }) {
  const t = useT();
  const { locale } = useTexts();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const runs = useMemo(() => ticked.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)), [ticked]);
  const [all, setAll] = useState(false);
  const rows = useMemo(() => settingRows(runs), [runs]);
  const [base, ...others] = runs;
  if (base === undefined || others.length === 0) return <EmptyState title={t("runs:compare.tickTwo")} />;
  const shown = rows.filter(({ differs }) => all || differs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.compare} tabIndex={0} aria-label={t("runs:compare.title")}>
      <div className={styles.options}>
        <Labelled label={t("runs:compare.all")}>
          {(id) => <Switch id={id} checked={all} onChange={setAll} />}
        </Labelled>
      </div>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("runs:compare.settings")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("runs:compare.setting")}</th>
            {runs.map((run) => (
              <th key={run.id} scope="col">
                {runTitle(run)} <span className={styles.hint}>{time.format(new Date(run.startedAt))}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ label, values, differs }) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              {values.map((value, column) => (
                <td key={runs[column]?.id} className={cx("numbers", differs && styles.differs)}>
                  {differs && value !== values[0] ? <span className={styles.mark}>≠ </span> : null}
                  {value}
                </td>
              ))}
            </tr>
          ))}
          {shown.length === 0 ? (
            <tr>
              <td colSpan={runs.length + 1}>{t("runs:compare.sameSettings")}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      {others.map((other) => (
        <Networks key={other.id} base={base} other={other} />
      ))}
    </section>
  );
}

function Networks({ base, other }: { readonly base: RunSummary; readonly other: RunSummary }) {
  const t = useT();
  const changes = useMemo(() => graphChanges(base.document, other.document), [base, other]);
  const names = { base: runTitle(base), other: runTitle(other) };
  return (
    <section className={styles.networks}>
      <h3>{t("runs:compare.networks", names)}</h3>
      {changes.length === 0 ? (
        <p className={styles.hint}>{t("runs:compare.sameNetwork")}</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <li key={change.path} data-change={change.type}>
              <span className={cx(styles.tag, styles[change.type])}>{t(`runs:compare.${change.type}`)}</span>{" "}
              <code>{change.path}</code> <span className={styles.hint}>{detailOf(change)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const detailOf = (change: NodeChange): string =>
  change.type === "changed"
    ? change.params.map(({ name, before, after }) => `${name} ${before} → ${after}`).join(" · ")
    : change.kind;
