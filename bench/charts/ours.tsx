/** The training panel's charts as the program mounts them, over a run that goes on. */
import "../../renderer/ui/base.css";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { createDocument } from "../../engine/document/create.ts";
import { createServices } from "../../renderer/app/createServices.ts";
import { ServicesProvider } from "../../renderer/app/services.tsx";
import { createCatalogue } from "../../renderer/gallery/catalogue.ts";
import { createTextLoader } from "../../renderer/i18n/i18n.ts";
import { TextsProvider } from "../../renderer/i18n/TextsProvider.tsx";
import { createUiStore } from "../../renderer/state/uiStore.ts";
import { Charts } from "../../renderer/training/Charts.tsx";
import { createSeries } from "../../renderer/training/series.ts";
import type { ShownRun } from "../../renderer/training/types.ts";
import { TooltipProvider } from "../../renderer/ui/Tooltip.tsx";
import { idleHost } from "../canvas/idleHost.ts";
import { BATCH, columns, EVERY_MS, points, ready } from "./feed.ts";

const loader = await createTextLoader();
const texts = await loader.load("en");
const services = createServices({
  host: idleHost,
  ui: createUiStore({ read: () => null, write: () => undefined }),
  loader,
  initialTexts: texts,
  catalogue: createCatalogue([], {}),
  regions: { palette: null, canvas: null, inspector: null, drawerTabs: [], barEnd: [], tools: [] },
});
document.documentElement.dataset.theme = "light";

const series = createSeries();
series.push(columns(1, points()));
const first: ShownRun = {
  id: "bench",
  name: "bench",
  document: createDocument({ title: "bench", summary: "" }),
  state: "running",
  ending: null,
  problem: null,
  epochs: Array.from({ length: 100 }, (_, i) => ({
    epoch: i + 1,
    step: ((i + 1) * points()) / 100,
    loss: 2.3 / (i + 1),
    trainAccuracy: 1 - 0.9 / (i + 1),
    testLoss: 2.4 / (i + 1),
    testAccuracy: 1 - 0.92 / (i + 1),
    imagesPerSecond: 1000,
    elapsedMs: 1000 * (i + 1),
  })),
  steps: series,
  version: 0,
  totalSteps: 2 * points(),
  elapsedMs: 0,
  learningRate: 0.001,
  tuning: null,
  health: null,
};

function Page() {
  const [run, setRun] = useState(first);
  useEffect(() => {
    ready();
    const timer = setInterval(() => {
      series.push(columns(series.length + 1, BATCH));
      setRun((before) => ({ ...before, version: before.version + 1 }));
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main style={{ position: "fixed", inset: 0, display: "grid" }}>
      <Charts run={run} />
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
