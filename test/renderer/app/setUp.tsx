import { type RenderResult, render } from "@testing-library/react";
import { createDocument } from "../../../engine/document/create.ts";
import { serializeDocument } from "../../../engine/document/serialize.ts";
import { App } from "../../../renderer/app/App.tsx";
import { createServices } from "../../../renderer/app/createServices.ts";
import type { Regions } from "../../../renderer/app/regions.ts";
import type { Services } from "../../../renderer/app/services.tsx";
import { createCatalogue } from "../../../renderer/gallery/catalogue.ts";
import type { TemplateCard } from "../../../renderer/gallery/describe.ts";
import { createTextLoader } from "../../../renderer/i18n/i18n.ts";
import type { Language } from "../../../renderer/state/uiSettings.ts";
import { createUiStore } from "../../../renderer/state/uiStore.ts";
import { createFakeHost, type FakeHost } from "./fakeHost.ts";

/** The shell alone: what fills it has tests of its own. */
const NO_REGIONS: Regions = {
  palette: null,
  canvas: null,
  inspector: null,
  drawerTabs: [],
  barEnd: [],
  tools: [],
};

export interface SetUp {
  readonly services: Services;
  readonly host: FakeHost;
}
export interface Mounted extends SetUp {
  readonly screen: RenderResult;
}

const card: TemplateCard = {
  id: "tiny",
  title: "Tiny",
  summary: "The smallest.",
  year: 1998,
  input: [1, 28, 28],
  params: 61_706,
  macs: 417_000,
  stages: [{ family: "io", shape: [1, 28, 28] }],
};

export async function setUpServices(language: Language = "en") {
  const host = createFakeHost();
  const loader = await createTextLoader();
  const initialTexts = await loader.load(language);
  const ui = createUiStore({ read: () => JSON.stringify({ language }), write: () => undefined });
  const catalogue = createCatalogue([card], {
    tiny: async () => JSON.parse(serializeDocument(createDocument({ title: "Tiny" }))),
  });
  const services = createServices({ host, ui, loader, initialTexts, catalogue, regions: NO_REGIONS });
  return { services, host, loader, initialTexts };
}

/** The whole window over a host in memory. */
export async function mountApp(
  language: Language = "en",
  prepare?: (host: FakeHost) => void,
): Promise<Mounted> {
  const { services, host, loader, initialTexts } = await setUpServices(language);
  prepare?.(host);
  const screen = render(<App services={services} loader={loader} initialTexts={initialTexts} />);
  return { services, host, screen };
}
