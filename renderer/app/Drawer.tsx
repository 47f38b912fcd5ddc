import { ChevronDown, ChevronUp } from "lucide-react";
import { Suspense } from "react";
import { useT } from "../i18n/TextsProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import styles from "./Drawer.module.css";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { PanelSplitter } from "./PanelSplitter.tsx";
import { useServices, useUi } from "./services.tsx";

/** Closed it is the row of its tabs; choosing one opens it. */
export function Drawer() {
  const t = useT();
  const { ui, actions, regions } = useServices();
  const open = useUi((settings) => settings.panelsOpen.drawer);
  const height = useUi((settings) => settings.panelSizes.drawer);
  const chosen = useUi((settings) => settings.drawerTab);
  const panelsOpen = useUi((settings) => settings.panelsOpen);
  const front = regions.drawerTabs.find((tab) => tab.id === chosen) ?? regions.drawerTabs[0];

  const tabs = regions.drawerTabs.map(({ id, title, badge: Badge, component: Content }) => ({
    value: id,
    label: t(title),
    badge: Badge === undefined ? null : <Badge />,
    content: () =>
      open ? (
        <ErrorBoundary>
          <Suspense>
            <Content />
          </Suspense>
        </ErrorBoundary>
      ) : null,
  }));
  return (
    <section className={styles.drawer} aria-label={t("app:regions.drawer")}>
      {open ? <PanelSplitter name="drawer" /> : null}
      <div className={open ? styles.open : styles.closed} {...(open ? { style: { height } } : {})}>
        <Tabs
          label={t("app:drawer.label")}
          value={open ? (front?.id ?? "") : ""}
          tabs={tabs}
          onChange={(drawerTab) => ui.update({ drawerTab, panelsOpen: { ...panelsOpen, drawer: true } })}
          trailing={
            <IconButton
              size="small"
              label={t("app:actions.toggleDrawer")}
              pressed={open}
              icon={open ? <ChevronDown size={14} /> : <ChevronUp size={14} />}
              onClick={() => actions.run("view.drawer")}
            />
          }
        />
      </div>
    </section>
  );
}
