import { useState } from "react";
import { useServices } from "../app/services.tsx";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/TextField.tsx";
import { GLOSSARY } from "./glossary.ts";
import styles from "./Learn.module.css";

/** The field's terms in both languages, as the whole interface uses them. */
export function Glossary() {
  const { t, language, locale } = useTexts();
  const { learn } = useServices();
  const [query, setQuery] = useState("");
  const other = language === "en" ? "zh" : "en";
  const wanted = query.trim().toLowerCase();
  const found = GLOSSARY.filter(({ term }) =>
    `${term.en} ${term.zh}`.toLowerCase().includes(wanted),
  ).toSorted((a, b) => a.term[language].localeCompare(b.term[language], locale));
  return (
    <>
      <h1 className={styles.title} tabIndex={-1}>
        {t("learn:glossary.title")}
      </h1>
      <TextField
        className={styles.search}
        label={t("learn:glossary.search")}
        value={query}
        onChange={setQuery}
      />
      {found.length === 0 ? <p>{t("learn:glossary.nothing")}</p> : null}
      <dl className={styles.terms}>
        {found.map(({ term, meaning, lesson }) => (
          <div key={term.en} className={styles.term}>
            <dt className={styles.termName}>{term[language]}</dt>
            <dd className={styles.termOther} lang={other === "zh" ? "zh-CN" : "en"}>
              {term[other]}
            </dd>
            <dd>
              {meaning[language]}
              {lesson === undefined ? null : (
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`${t("learn:glossary.lesson")}: ${term[language]}`}
                  onClick={() => learn.open({ type: "lesson", id: lesson })}
                >
                  {t("learn:glossary.lesson")}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
