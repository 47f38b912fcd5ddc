import { useEffect, useMemo, useState } from "react";
import { useActive } from "../app/services.tsx";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { presentOf, scopeBlock } from "../state/types.ts";
import {
  type BlockSource,
  documentSection,
  foreignSection,
  layerSections,
  portSection,
  type Section,
} from "./entries.ts";
import { useOwnBlocks } from "./ownBlocks.ts";

function useTemplateBlocks(): readonly BlockSource[] {
  const [sources, setSources] = useState<readonly BlockSource[]>([]);
  useEffect(() => {
    let gone = false;
    void import("./templateBlocks.ts").then(({ templateBlocks }) => {
      if (!gone) setSources(templateBlocks);
    });
    return () => {
      gone = true;
    };
  }, []);
  return sources;
}

/** Everything that can be added to the open graph, by section; empty sections are left out. */
export function useSections(): readonly Section[] {
  const { engine, t } = useTexts();
  const blocks = useActive((tab) => presentOf(tab).blocks);
  const scope = useActive((tab) => scopeBlock(tab.scope));
  const templates = useTemplateBlocks();
  const own = useOwnBlocks();
  const layers = useMemo(() => layerSections(engine), [engine]);
  const ofDocument = useMemo(
    () => (blocks === null ? null : documentSection(blocks, scope, engine)),
    [blocks, scope, engine],
  );
  return useMemo(() => {
    const ports = scope === null ? [] : [portSection({ in: t("canvas:port.in"), out: t("canvas:port.out") })];
    const known = ofDocument === null ? [] : [ofDocument];
    const all = [
      ...ports,
      ...known,
      foreignSection("own", own, engine),
      ...layers,
      foreignSection("templates", templates, engine),
    ];
    return all.filter((section) => section.entries.length > 0);
  }, [scope, ofDocument, own, layers, templates, engine, t]);
}
