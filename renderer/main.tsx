/** Entry of the interface: makes the services, loads the language, draws. */
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { createServices } from "./app/createServices.ts";
import { regions } from "./app/regions.ts";
import { builtinCatalogue } from "./gallery/builtin.ts";
import { createHost } from "./host/createHost.ts";
import { hostProblem } from "./host/messages.ts";
import { createTextLoader } from "./i18n/i18n.ts";
import { localSettings } from "./state/localSettings.ts";
import { createUiStore } from "./state/uiStore.ts";
import { noteLiveRuns, offerCutOff } from "./training/cutOff.ts";
import { createLiveRuns } from "./training/liveRuns.ts";

async function start(): Promise<void> {
  const ui = createUiStore(localSettings(), navigator.language);
  const loader = await createTextLoader();
  const [host, initialTexts] = await Promise.all([createHost(), loader.load(ui.getState().language)]);
  const services = createServices({ host, ui, loader, initialTexts, catalogue: builtinCatalogue(), regions });
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no root element");
  createRoot(root).render(<App services={services} loader={loader} initialTexts={initialTexts} />);
  const live = createLiveRuns(indexedDB, navigator.locks);
  const tell = (error: unknown): void =>
    services.notices.problem(hostProblem("host/no-recovery", { detail: String(error) }));
  noteLiveRuns(services, live, tell);
  await offerCutOff(services, live, initialTexts.t).catch(tell);
}

await start();
