/** The canvas of the editor as the program mounts it, with a document in front and nothing around it. */
import "../../renderer/ui/base.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { ServicesProvider } from "../../renderer/app/services.tsx";
import { useShortcuts } from "../../renderer/app/useShortcuts.ts";
import { Canvas } from "../../renderer/canvas/Canvas.tsx";
import { TextsProvider } from "../../renderer/i18n/TextsProvider.tsx";
import { TooltipProvider } from "../../renderer/ui/Tooltip.tsx";
import { chainServices, loader, texts } from "./chainServices.ts";
import { ready } from "./page.ts";

const services = chainServices({
  palette: null,
  canvas: null,
  inspector: null,
  drawerTabs: [],
  barEnd: [],
  tools: [],
});
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
