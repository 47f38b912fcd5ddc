/** The languages of the window: English is bundled, Chinese comes when it is chosen. */
import { createInstance, type i18n as I18next } from "i18next";
import type { Language } from "../state/uiSettings.ts";
import { en } from "./en/index.ts";
import { type EngineText, englishEngineText } from "./engineText.ts";
import type { KeysOf } from "./keys.ts";

export type TextKey = KeysOf<typeof en>;
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: TextValues) => string;

export interface Texts {
  readonly language: Language;
  readonly t: Translate;
  /** The engine's own words: layers, parameters, problems, undo steps. */
  readonly engine: EngineText;
  /** BCP 47 tag for `Intl` and `lang`. */
  readonly locale: string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };

async function startI18next(): Promise<I18next> {
  const i18n = createInstance();
  await i18n.init({
    lng: "en",
    fallbackLng: "en",
    ns: Object.keys(en),
    resources: { en },
    interpolation: { escapeValue: false }, // React escapes
  });
  return i18n;
}

export interface TextLoader {
  load(language: Language): Promise<Texts>;
}

export async function createTextLoader(): Promise<TextLoader> {
  const i18n = await startI18next();
  const textsOf = (language: Language, engine: EngineText): Texts => {
    const fixed = i18n.getFixedT(LOCALES[language]);
    // Looking a text up costs more than drawing it; most have no values and stay what they are.
    const plain = new Map<TextKey, string>();
    const t: Translate = (key, values) => {
      if (values !== undefined) return fixed(key, values);
      const known = plain.get(key);
      if (known !== undefined) return known;
      const text = fixed(key);
      plain.set(key, text);
      return text;
    };
    return { language, engine, locale: LOCALES[language], t };
  };
  return {
    async load(language) {
      if (language === "en") return textsOf("en", englishEngineText);
      const chinese = await import("./zh/all.ts");
      for (const [area, texts] of Object.entries(chinese.zh)) {
        i18n.addResourceBundle(LOCALES.zh, area, texts, true, true);
      }
      return textsOf("zh", chinese.chineseEngineText);
    },
  };
}
