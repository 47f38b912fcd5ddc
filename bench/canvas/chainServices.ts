/** The services of a window with the benchmark's document in front. */
import { createServices } from "../../renderer/app/createServices.ts";
import type { Regions } from "../../renderer/app/regions.ts";
import type { Services } from "../../renderer/app/services.tsx";
import { createCatalogue } from "../../renderer/gallery/catalogue.ts";
import { createTextLoader } from "../../renderer/i18n/i18n.ts";
import { createUiStore } from "../../renderer/state/uiStore.ts";
import { chainDocument } from "./chain.ts";
import { idleHost } from "./idleHost.ts";
import { count } from "./page.ts";

declare global {
  interface Window {
    /** The driver edits through it. */
    layerloom: Services;
  }
}

export const loader = await createTextLoader();
export const texts = await loader.load("en");

export function chainServices(regions: Regions): Services {
  const ui = createUiStore({ read: () => null, write: () => undefined });
  const services = createServices({
    host: idleHost,
    ui,
    loader,
    initialTexts: texts,
    catalogue: createCatalogue([], {}),
    regions,
  });
  services.documents.open(chainDocument(count()), { title: "bench" });
  document.documentElement.dataset.theme = "light";
  return services;
}
