/** The canvas of the editor as the program mounts it, with a document in front and nothing around it. */
import "../../renderer/ui/base.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { createServices } from "../../renderer/app/createServices.ts";
import { ServicesProvider } from "../../renderer/app/services.tsx";
import { useShortcuts } from "../../renderer/app/useShortcuts.ts";
import { Canvas } from "../../renderer/canvas/Canvas.tsx";
import { createCatalogue } from "../../renderer/gallery/catalogue.ts";
import { createTextLoader } from "../../renderer/i18n/i18n.ts";
import { TextsProvider } from "../../renderer/i18n/TextsProvider.tsx";
import { createUiStore } from "../../renderer/state/uiStore.ts";
import { TooltipProvider } from "../../renderer/ui/Tooltip.tsx";
import { chainDocument } from "./chain.ts";
import { idleHost } from "./idleHost.ts";
import { count, ready } from "./page.ts";

const loader = await createTextLoader();
const texts = await loader.load("en");
const ui = createUiStore({ read: () => null, write: () => undefined });
const services = createServices({
  host: idleHost,
  ui,
  loader,
  initialTexts: texts,
  catalogue: createCatalogue([], {}),
  regions: { palette: null, canvas: null, inspector: null, drawerTabs: [], barEnd: [], tools: [] },
});
services.documents.open(chainDocument(count()), { title: "bench" });
document.documentElement.dataset.theme = "light";

declare global {
  interface Window {
    /** The driver edits through it. */
    layerloom: typeof services;
  }
}
window.layerloom = services;

function Page() {
  useShortcuts();
  useEffect(ready, []);
  return (
    <main style={{ position: "fixed", inset: 0 }}>
      <Canvas />
    </main>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <ServicesProvider services={services}>
      <TextsProvider loader={loader} initial={texts} language="en">
        <TooltipProvider>
          <Page />
        </TooltipProvider>
      </TextsProvider>
    </ServicesProvider>,
  );
}
