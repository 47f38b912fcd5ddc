import { FilePlus2, FolderOpen } from "lucide-react";
import { lazy, Suspense } from "react";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./Gallery.module.css";
import { groupCards } from "./groups.ts";
import { RecentList } from "./RecentList.tsx";
import { RecoveredList } from "./RecoveredList.tsx";
import { TemplateTile } from "./TemplateTile.tsx";

/** Comes with the lessons, after the first paint. */
const LearnSection = lazy(async () => ({
  default: (await import("../learn/LearnSection.tsx")).LearnSection,
}));

/** The first screen: what was left unsaved, a new beginning, recent documents, and every template, one click away. */
export function Gallery() {
  const t = useT();
  const { files, catalogue } = useServices();
  return (
    <main className={styles.gallery}>
      <div className={styles.page}>
        <h1 className={styles.greeting}>{t("gallery:greeting")}</h1>
        <RecoveredList />
        <div className={styles.begin}>
          <button type="button" className={styles.start} onClick={files.newDocument}>
            <FilePlus2 size={20} />
            <span className={styles.startTitle}>{t("gallery:newDocument")}</span>
            <span className={styles.startDetail}>{t("gallery:newDetail")}</span>
          </button>
          <button type="button" className={styles.start} onClick={() => void files.openDialog()}>
            <FolderOpen size={20} />
            <span className={styles.startTitle}>{t("gallery:open")}</span>
            <span className={styles.startDetail}>{t("gallery:openDetail")}</span>
          </button>
          <RecentList />
        </div>
        <Suspense>
          <LearnSection />
        </Suspense>
        {groupCards(catalogue.cards).map(({ group, cards }) => (
          <section key={group} aria-label={t(`gallery:groups.${group}.title`)}>
            <header className={styles.groupHeader}>
              <h2 className={styles.heading}>{t(`gallery:groups.${group}.title`)}</h2>
              <p className={styles.groupDetail}>{t(`gallery:groups.${group}.detail`)}</p>
            </header>
            <ul className={styles.cards}>
              {cards.map((card) => (
                <li key={card.id}>
                  <TemplateTile card={card} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </main>
  );
}
