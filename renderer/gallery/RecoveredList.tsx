import { LifeBuoy } from "lucide-react";
import { useEffect, useState } from "react";
import { useServices } from "../app/services.tsx";
import type { RecoveryEntry } from "../host/HostApi.ts";
import { hostProblem } from "../host/messages.ts";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./Gallery.module.css";
import { formatWhen } from "./when.ts";

/** Work that a crash left behind. Nothing is thrown away without a second word. */
export function RecoveredList() {
  const { t, locale } = useTexts();
  const { host, files, notices } = useServices();
  const [entries, setEntries] = useState<readonly RecoveryEntry[]>([]);
  const [doomed, setDoomed] = useState<string | null>(null);
  useEffect(() => {
    host.recovery.listOrphans().then(setEntries, (error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      notices.problem(hostProblem("host/no-recovery", { detail }));
    });
  }, [host, notices]);
  if (entries.length === 0) return null;

  const without = (id: string): void => setEntries((before) => before.filter((entry) => entry.id !== id));
  const restore = async (chosen: readonly RecoveryEntry[]): Promise<void> => {
    for (const { id } of chosen) {
      await files.restore(id);
      without(id);
    }
  };
  const discard = async (id: string): Promise<void> => {
    if (doomed !== id) return setDoomed(id);
    // Claimed first, so that no other window restores it meanwhile.
    if ((await host.recovery.claim(id)) !== null) await host.recovery.remove(id);
    without(id);
  };
  return (
    <section className={styles.recovered} aria-label={t("files:recovered.title")}>
      <LifeBuoy className={styles.recoveredIcon} size={20} />
      <div className={styles.recoveredBody}>
        <h2 className={styles.recoveredTitle}>{t("files:recovered.title")}</h2>
        <p className={styles.groupDetail}>{t("files:recovered.detail")}</p>
        <ul>
          {entries.map((entry) => (
            <li key={entry.id} className={styles.recoveredEntry}>
              <span className={styles.recentName}>{entry.title}</span>
              <span className={styles.recentWhen}>
                {t("files:recovered.at", { time: formatWhen(entry.savedAt, Date.now(), locale) })}
              </span>
              <Button size="small" variant="primary" onClick={() => void restore([entry])}>
                {t("files:recovered.restore")}
              </Button>
              <Button
                size="small"
                variant={doomed === entry.id ? "danger" : "quiet"}
                onClick={() => void discard(entry.id)}
              >
                {t(doomed === entry.id ? "files:recovered.discardSure" : "files:recovered.discard")}
              </Button>
            </li>
          ))}
        </ul>
        {entries.length > 1 ? (
          <Button size="small" onClick={() => void restore(entries)}>
            {t("files:recovered.restoreAll")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
