import type { ImportReply } from "../../engine/worker/values.ts";
import { useEngineText, useT } from "../i18n/TextsProvider.tsx";
import { formatExact } from "../ui/format.ts";
import styles from "./Import.module.css";

/** Rows beyond this are counted. */
const MOST_ROWS = 400;

/** What became of each part of a network, first what could not become a layer. */
export function NetworkReport({ reply }: { readonly reply: ImportReply }) {
  const t = useT();
  const engine = useEngineText();
  const { report, params, valid } = reply;
  const { became, quarantined, folded, notes, format, producer } = report;
  return (
    <>
      <p>
        {t("imports:summary", {
          layers: became.length,
          params: formatExact(params),
          format: madeBy(format, producer),
        })}{" "}
        {t(valid ? "imports:run" : "imports:notYet")}
      </p>
      {notes.map((note) => {
        const { message, remedy } = engine.problem(note);
        return (
          <p key={`${note.code} ${note.path}`} className={styles.quiet}>
            {message} {remedy}
          </p>
        );
      })}
      {folded.length === 0 ? null : (
        <section>
          <h3 className={styles.heading}>{t("imports:folded", { count: folded.length })}</h3>
          <ul className={styles.list}>
            {folded.map(({ block, title, paths }) => (
              <li key={block}>
                {title}: <code>{paths.slice(0, 12).join(", ")}</code>
                {paths.length > 12 ? ` ${t("imports:more", { count: paths.length - 12 })}` : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {quarantined.length === 0 ? null : (
        <section>
          <h3 className={styles.heading}>{t("imports:quarantined", { count: quarantined.length })}</h3>
          <p className={styles.quiet}>{t("imports:quarantinedHint")}</p>
          <Rows
            head={[t("imports:columns.path"), t("imports:columns.was"), t("imports:columns.why")]}
            rows={quarantined.map(({ path, from, reason }) => [path, from, engine.importReason(reason)])}
          />
        </section>
      )}
      <section>
        <h3 className={styles.heading}>{t("imports:became", { count: became.length })}</h3>
        <Rows
          head={[t("imports:columns.path"), t("imports:columns.was"), t("imports:columns.now")]}
          rows={became.map(({ path, from, kind }) => [path, from, engine.kindTitle(kind)])}
        />
      </section>
    </>
  );
}

/** A program that has the name of its format is named once. */
function madeBy(format: string, producer: string): string {
  if (producer === "") return format;
  return producer.startsWith(format) ? producer : `${format} · ${producer}`;
}

interface RowsProps {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table that scrolls by itself. */
export function Rows({ head, rows }: RowsProps) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.rows} tabIndex={0} aria-label={head.join(", ")}>
      <table>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={row[0]}>
              {row.map((cell, column) => (
                <td key={head[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS ? <p>{t("imports:more", { count: rows.length - MOST_ROWS })}</p> : null}
    </section>
  );
}
