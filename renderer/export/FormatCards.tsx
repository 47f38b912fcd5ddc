import type { Problem } from "../../engine/tensor/problem.ts";
import type { ExportFormat } from "../../engine/worker/values.ts";
import type { Translate } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./Export.module.css";
import { engineFormat, FORMAT_GROUPS, FORMAT_NAMES, type OfferedFormat } from "./formats.ts";

interface FormatCardsProps {
  readonly value: OfferedFormat;
  /** `null` until they are known. */
  readonly problems: Readonly<Record<ExportFormat, readonly Problem[]>> | null;
  readonly disabled: boolean;
  readonly onChange: (format: OfferedFormat) => void;
}

export const formatName = (t: Translate, format: OfferedFormat): string =>
  FORMAT_NAMES[format] ?? t(`exports:names.${format as "pytorch" | "keras-code" | "html" | "card" | "json"}`);

/** The ways out, by what one wants to do with the network. */
export function FormatCards({ value, problems, disabled, onChange }: FormatCardsProps) {
  const t = useT();
  return (
    <div className={styles.groups}>
      {FORMAT_GROUPS.map(({ id, formats }) => (
        <fieldset key={id} className={styles.group} disabled={disabled}>
          <legend className={styles.legend}>{t(`exports:groups.${id}`)}</legend>
          <div className={styles.cards}>
            {formats.map((format) => {
              const count = problems?.[engineFormat(format)].length ?? 0;
              return (
                <label key={format} className={styles.card} data-chosen={format === value}>
                  <input
                    type="radio"
                    name="export-format"
                    value={format}
                    checked={format === value}
                    onChange={() => onChange(format)}
                  />
                  <span className={styles.cardText}>
                    <span className={styles.cardName}>
                      {formatName(t, format)}
                      {count === 0 ? null : (
                        <span className={styles.blocked}>{t("exports:blocked", { count })}</span>
                      )}
                    </span>
                    <span className={styles.cardLine}>{t(`exports:lines.${format}`)}</span>
                  </span>
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
