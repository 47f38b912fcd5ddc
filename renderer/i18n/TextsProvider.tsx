import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Language } from "../state/uiSettings.ts";
import type { EngineText } from "./engineText.ts";
import type { TextLoader, Texts, Translate } from "./i18n.ts";

const TextsContext = createContext<Texts | null>(null);

interface TextsProviderProps {
  readonly loader: TextLoader;
  /** In the language of the first paint. */
  readonly initial: Texts;
  readonly language: Language;
  readonly children: ReactNode;
}

export function TextsProvider({ loader, initial, language, children }: TextsProviderProps) {
  const [texts, setTexts] = useState(initial);
  useEffect(() => {
    let stale = false;
    void loader.load(language).then((loaded) => {
      if (!stale) setTexts(loaded);
    });
    return () => {
      stale = true;
    };
  }, [loader, language]);
  useEffect(() => {
    document.documentElement.lang = texts.locale;
  }, [texts]);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
}

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("useTexts needs a TextsProvider");
  return texts;
}

/** `t("app:actions.save")`. */
export const useT = (): Translate => useTexts().t;
export const useEngineText = (): EngineText => useTexts().engine;
