import { Plus, X } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { useT } from "../i18n/TextsProvider.tsx";
import { isDirty, type OpenDocument } from "../state/types.ts";
import { IconButton } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import styles from "./DocumentTabs.module.css";
import { useDocuments, useServices } from "./services.tsx";

/** The open documents. Left and right walk, Delete and the middle button close, dragging changes the order. */
export function DocumentTabs() {
  const t = useT();
  const { actions } = useServices();
  const tabs = useDocuments((state) => state.tabs);
  const activeId = useDocuments((state) => state.activeId);
  return (
    <nav className={styles.nav} aria-label={t("app:regions.documents")}>
      {tabs.length === 0 ? null : (
        <div role="tablist" className={styles.tabs} aria-label={t("app:regions.documents")}>
          {tabs.map((tab, index) => (
            <DocumentTab
              key={tab.id}
              tab={tab}
              active={tab.id === activeId}
              focusable={activeId === null && index === 0}
            />
          ))}
        </div>
      )}
      <IconButton
        label={t("app:bar.newTab")}
        icon={<Plus size={16} />}
        onClick={() => actions.run("file.gallery")}
      />
    </nav>
  );
}

interface DocumentTabProps {
  readonly tab: OpenDocument;
  readonly active: boolean;
  readonly focusable: boolean;
}

function DocumentTab({ tab, active, focusable }: DocumentTabProps) {
  const t = useT();
  const { documents, files } = useServices();
  const element = useRef<HTMLDivElement>(null);
  const dirty = isDirty(tab);
  const close = (): void => void files.close(tab.id);

  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const walk = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (walk !== undefined) {
      const all = [...(event.currentTarget.parentElement?.children ?? [])];
      const next = all.at((all.indexOf(event.currentTarget) + walk + all.length) % all.length);
      if (next instanceof HTMLElement) {
        next.focus();
        documents.activate(next.dataset.tab ?? null);
      }
    } else if (event.key === "Delete") close();
    else if (event.key === "Enter" || event.key === " ") documents.activate(tab.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onAuxClick = (event: MouseEvent): void => {
    if (event.button === 1) close();
  };
  return (
    <div
      ref={element}
      role="tab"
      aria-selected={active}
      aria-label={dirty ? `${tab.title}, ${t("app:bar.unsaved")}` : tab.title}
      tabIndex={active || focusable ? 0 : -1}
      data-tab={tab.id}
      className={cx(styles.tab, active && styles.active)}
      title={tab.file?.folder === undefined ? tab.title : `${tab.file.folder}/${tab.file.name}`}
      draggable
      onDragStart={(event) => event.dataTransfer.setData("application/x-layerloom-tab", tab.id)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("application/x-layerloom-tab")) event.preventDefault();
      }}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData("application/x-layerloom-tab");
        if (moved !== "") documents.reorder(moved, tab.id);
      }}
      onClick={() => documents.activate(tab.id)}
      onAuxClick={onAuxClick}
      onKeyDown={onKeyDown}
    >
      <span className={styles.title}>{tab.title}</span>
      <span className={cx(styles.mark, dirty && styles.dirty)}>
        <span className={styles.dot} />
        <X
          className={styles.close}
          size={12}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            close();
          }}
        />
      </span>
    </div>
  );
}
