import { X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useServices } from "../app/services.tsx";
import type { RecentFile } from "../host/HostApi.ts";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import styles from "./Gallery.module.css";
import { formatWhen } from "./when.ts";

/** The documents that were opened or saved last. */
export function RecentList() {
  const { t, locale } = useTexts();
  const { host, files } = useServices();
  const [recent, setRecent] = useState<readonly RecentFile[] | null>(null);
  const load = useCallback(() => void host.recentFiles().then(setRecent), [host]);
  useEffect(load, [load]);
  return (
    <section className={styles.recent} aria-label={t("gallery:recent")}>
      <h2 className={styles.heading}>{t("gallery:recent")}</h2>
      {recent?.length === 0 ? <p className={styles.none}>{t("gallery:noRecent")}</p> : null}
      <ul className={styles.recentFiles}>
        {recent?.map((file) => (
          <li key={file.token} className={styles.recentFile}>
            <button
              type="button"
              className={styles.recentOpen}
              title={file.folder === undefined ? file.name : `${file.folder}/${file.name}`}
              onClick={() => void files.openRecent(file.token, file.name)}
            >
              <span className={styles.recentName}>{file.name}</span>
              <span className={styles.recentWhen}>{formatWhen(file.openedAt, Date.now(), locale)}</span>
            </button>
            <IconButton
              size="small"
              label={t("gallery:forget", { name: file.name })}
              icon={<X size={12} />}
              onClick={() => void host.forgetRecent(file.token).then(load)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
