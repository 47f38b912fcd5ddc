import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { parseDocument } from "../../../engine/document/parse.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { type Services, ServicesProvider } from "../../../renderer/app/services.tsx";
import { TextsProvider } from "../../../renderer/i18n/TextsProvider.tsx";
import { presentOf } from "../../../renderer/state/types.ts";
import type { Language } from "../../../renderer/state/uiSettings.ts";
import { TooltipProvider } from "../../../renderer/ui/Tooltip.tsx";
import { setUpServices } from "../app/setUp.tsx";

/** What jsdom lacks and the interface only needs for its layout. */
export function layoutStubs(): void {
  const nothing = (): void => undefined;
  class Observer {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  Object.assign(globalThis, { ResizeObserver: Observer });
  Element.prototype.scrollIntoView = nothing;
}

export const template = (name: string): GraphDocument => {
  // Under jsdom modules have no file URL; tests run at the root of the repository.
  const parsed = parseDocument(
    readFileSync(join(process.cwd(), "templates", "models", `${name}.json`), "utf8"),
  );
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
};

export interface MountedPart {
  readonly screen: RenderResult;
  readonly services: Services;
  readonly present: () => GraphDocument;
  /** Id of the node with the name, in the top graph or a block. */
  readonly idOf: (name: string, block?: string) => string;
}

/** One part of the window over an open document. */
export async function mountPart(
  part: ReactNode,
  document: GraphDocument,
  language: Language = "en",
): Promise<MountedPart> {
  const { services, loader, initialTexts } = await setUpServices(language);
  services.documents.open(document, { title: "Test" });
  const screen = render(
    <ServicesProvider services={services}>
      <TextsProvider loader={loader} initial={initialTexts} language={language}>
        <TooltipProvider>{part}</TooltipProvider>
      </TextsProvider>
    </ServicesProvider>,
  );
  const present = (): GraphDocument => {
    const tab = services.documents.active();
    if (tab === null) throw new Error("a document is open");
    return presentOf(tab);
  };
  const idOf = (name: string, block?: string): string => {
    const { nodes } =
      block === undefined ? present().graph : (present().blocks[block]?.graph ?? { nodes: [] });
    const found = nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found.id;
  };
  return { screen, services, present, idOf };
}
