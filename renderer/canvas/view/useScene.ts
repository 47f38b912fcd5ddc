import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Analysis } from "../../../engine/analysis/types.ts";
import { createSceneBuilder } from "../../../engine/targets/svg/buildScene.ts";
import { useUi } from "../../app/services.tsx";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { type OpenDocument, presentOf, scopeBlock } from "../../state/types.ts";
import { useCanvas } from "../canvasContext.ts";
import { pictureWords } from "../words.ts";
import type { Seen } from "./sight.ts";

const NOTHING: ReadonlySet<string> = new Set();

/** The scene of the open graph, rebuilt when something that it shows has changed; unchanged parts stay the same. */
export function useScene(tab: OpenDocument, analysis: Analysis): Seen {
  const { store } = useCanvas();
  const texts = useTexts();
  const density = useUi((settings) => settings.density);
  const expanded = useStore(store, (state) => state.expanded[tab.id] ?? NOTHING);
  const [build] = useState(createSceneBuilder);
  const words = useMemo(() => pictureWords(texts), [texts]);
  const { scope } = tab;
  const instance = useMemo(() => scope.map((step) => step.node), [scope]);
  const document = presentOf(tab);
  const scene = useMemo(
    () => build({ document, analysis, instance, density, words, expanded }),
    [build, document, analysis, instance, density, words, expanded],
  );
  return useMemo(
    () => ({ scene, tab, analysis, instance, scope: scopeBlock(scope) }),
    [scene, tab, analysis, instance, scope],
  );
}
