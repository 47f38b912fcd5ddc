import { lazy, type ReactNode, Suspense } from "react";
import { useStore } from "zustand";
import { Gallery } from "../gallery/Gallery.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import type { PanelName } from "../state/uiSettings.ts";
import { Bar } from "./Bar.tsx";
import { Drawer } from "./Drawer.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { PanelSplitter } from "./PanelSplitter.tsx";
import styles from "./Shell.module.css";
import { useActive, useServices, useUi } from "./services.tsx";
import { useFileDrop } from "./useFileDrop.ts";

/** Lessons come when they are opened: the first screen does not wait for them. */
const Learn = lazy(async () => ({ default: (await import("../learn/Learn.tsx")).Learn }));

const Tour = lazy(async () => ({ default: (await import("../learn/tour/Tour.tsx")).Tour }));

export function Shell() {
  const editing = useActive((tab) => tab.id) !== null;
  const learning = useStore(useServices().learn, ({ pages }) => pages.length > 0);
  const touring = useStore(useServices().learn, ({ tour }) => tour !== null);
  const dragging = useFileDrop();
  const t = useT();
  return (
    <div className={styles.shell}>
      <Bar />
      {learning ? (
        <ErrorBoundary>
          <Suspense>
            <Learn />
          </Suspense>
        </ErrorBoundary>
      ) : editing ? (
        <Workbench />
      ) : (
        <Gallery />
      )}
      {touring && !learning ? (
        <Suspense>
          <Tour />
        </Suspense>
      ) : null}
      {dragging ? <div className={styles.drop}>{t("files:drop")}</div> : null}
    </div>
  );
}

/** The document in front with what belongs around it. */
function Workbench() {
  const t = useT();
  const open = useUi((settings) => settings.panelsOpen);
  const { palette: Palette, canvas: Canvas, inspector: Inspector, drawerTabs, tools } = useServices().regions;
  return (
    <div className={styles.body}>
      <div className={styles.main}>
        <div className={styles.upper}>
          {Palette !== null && open.palette ? (
            <>
              <Panel name="palette" label={t("app:regions.palette")}>
                <Palette />
              </Panel>
              <PanelSplitter name="palette" />
            </>
          ) : null}
          <main className={styles.canvas} aria-label={t("app:regions.canvas")}>
            <ErrorBoundary>
              <Suspense>{Canvas === null ? null : <Canvas />}</Suspense>
            </ErrorBoundary>
          </main>
        </div>
        {drawerTabs.length > 0 ? <Drawer /> : null}
      </div>
      {Inspector !== null && open.inspector ? (
        <div className={styles.side}>
          <PanelSplitter name="inspector" />
          <Panel name="inspector" label={t("app:regions.inspector")}>
            <Inspector />
          </Panel>
        </div>
      ) : null}
      {tools.map((Tool, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the program is built
        <ErrorBoundary key={index}>
          <Suspense>
            <Tool />
          </Suspense>
        </ErrorBoundary>
      ))}
    </div>
  );
}

interface PanelProps {
  readonly name: PanelName;
  readonly label: string;
  readonly children: ReactNode;
}

function Panel({ name, label, children }: PanelProps) {
  const width = useUi((settings) => settings.panelSizes[name]);
  return (
    <aside className={styles.panel} style={{ width }} aria-label={label}>
      <ErrorBoundary>
        <Suspense>{children}</Suspense>
      </ErrorBoundary>
    </aside>
  );
}
