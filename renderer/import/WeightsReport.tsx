import type { WeightReport } from "../../engine/worker/values.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./Import.module.css";
import { Rows } from "./NetworkReport.tsx";

/** What became of each tensor: first what starts fresh, then what fits. */
export function WeightsReport({ report }: { readonly report: WeightReport }) {
  const t = useT();
  const { matched, missing, mismatched, unused } = report;
  return (
    <>
      <p>
        {t("imports:weights.summary", { count: matched.length })} {t("imports:run")}
      </p>
      {mismatched.length === 0 ? null : (
        <section>
          <h3 className={styles.heading}>{t("imports:weights.mismatched", { count: mismatched.length })}</h3>
          <Rows
            head={[t("imports:columns.path"), t("imports:columns.has"), t("imports:columns.needs")]}
            rows={mismatched.map(({ path, has, needs }) => [path, has, needs])}
          />
        </section>
      )}
      {missing.length === 0 ? null : (
        <Names title={t("imports:weights.missing", { count: missing.length })} names={missing} />
      )}
      {unused.length === 0 ? null : (
        <Names title={t("imports:weights.unused", { count: unused.length })} names={unused} />
      )}
      <section>
        <h3 className={styles.heading}>{t("imports:weights.matched", { count: matched.length })}</h3>
        <Rows
          head={[t("imports:columns.path"), t("imports:columns.name"), t("imports:columns.shape")]}
          rows={matched.map(({ path, from, shape }) => [path, from, shape])}
        />
      </section>
    </>
  );
}

const SHOWN = 40;

const Names = ({ title, names }: { readonly title: string; readonly names: readonly string[] }) => {
  const t = useT();
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <p className={styles.quiet}>
        <code>{names.slice(0, SHOWN).join(", ")}</code>
        {names.length > SHOWN ? ` ${t("imports:more", { count: names.length - SHOWN })}` : null}
      </p>
    </section>
  );
};
