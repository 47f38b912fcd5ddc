import { Menu as MenuIcon, Search } from "lucide-react";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { Menu } from "../ui/Menu.tsx";
import styles from "./Bar.module.css";
import { DocumentTabs } from "./DocumentTabs.tsx";
import { PanelToggles } from "./PanelToggles.tsx";
import { useActions, useActive, useServices } from "./services.tsx";
import { TotalsPill } from "./TotalsPill.tsx";
import { useMenuEntries } from "./useMenuEntries.ts";

/** Tidying belongs to the canvas; the bar only has a button for it. */
const TIDY = "arrange.tidy";

export function Bar() {
  const t = useT();
  const { actions, regions } = useServices();
  const editing = useActive((tab) => tab.id) !== null;
  const tidy = useActions((state) => state.actions.get(TIDY));
  const entries = useMenuEntries();
  return (
    <header className={styles.bar}>
      <Menu
        trigger={<IconButton label={t("app:bar.menu")} icon={<MenuIcon size={16} />} />}
        entries={entries}
      />
      <button
        type="button"
        className={styles.brand}
        title={t("app:bar.home")}
        onClick={() => actions.run("file.gallery")}
      >
        <Mark />
        <span className={styles.name}>{t("app:name")}</span>
      </button>
      <DocumentTabs />
      <div className={styles.end}>
        {editing ? (
          <Button
            className={styles.find}
            title={t("app:bar.findOrAdd")}
            icon={<Search size={14} />}
            onClick={() => actions.run("help.commands")}
          >
            <span className={styles.findText}>{t("app:bar.findOrAdd")}</span>
            <Kbd keys="Mod+K" />
          </Button>
        ) : null}
        {editing && tidy !== undefined ? (
          <Button className={styles.tidy} onClick={() => actions.run(TIDY)}>
            {t(tidy.title)}
          </Button>
        ) : null}
        {editing ? <TotalsPill /> : null}
        {regions.barEnd.map((Region, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the program is built
          <Region key={index} />
        ))}
        {editing ? <PanelToggles /> : null}
      </div>
    </header>
  );
}

const Mark = () => (
  <svg className={styles.mark} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path d="M2 5.5 7 3v12.5L2 18z M7 3l4 2v12.5l-4-2z" className={styles.markBack} />
    <path d="M9.5 7 14 5v10l-4.5 2.5z M14 5l4 2v10l-4-2z" className={styles.markFront} />
  </svg>
);
