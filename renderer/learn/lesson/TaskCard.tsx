/** The task of a lesson, checked on the page: a number, a choice, or something to bring about in a figure. */
import { Check } from "lucide-react";
import { useId, useState } from "react";
import { parseInline } from "../../../engine/learn/lesson/markup.ts";
import type { Task } from "../../../engine/learn/lesson/types.ts";
import { useTexts } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { TextField } from "../../ui/TextField.tsx";
import styles from "../Learn.module.css";
import { FACTS, useFacts } from "./facts.tsx";
import { Inlines } from "./LessonBlock.tsx";

type Verdict = "open" | "right" | "wrong";

export function TaskCard({ task }: { readonly task: Task }) {
  const { t, language } = useTexts();
  const id = useId();
  return (
    <section className={styles.task} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("learn:task.title")}</h2>
      <p className={styles.question}>
        <Inlines text={parseInline(task.question[language])} />
      </p>
      {task.type === "number" ? <NumberTask task={task} /> : null}
      {task.type === "choice" ? <ChoiceTask task={task} /> : null}
      {task.type === "figure" ? <FigureTask task={task} /> : null}
    </section>
  );
}

function NumberTask({ task }: { readonly task: Extract<Task, { type: "number" }> }) {
  const { t } = useTexts();
  const [text, setText] = useState("");
  const [verdict, setVerdict] = useState<Verdict>("open");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const answer = Number(text.trim().replace("−", "-").replace(",", "."));
        const right = text.trim() !== "" && Math.abs(answer - task.answer) <= task.within;
        setVerdict(right ? "right" : "wrong");
      }}
    >
      <div className={styles.answer}>
        <TextField
          value={text}
          numbers
          inputMode="decimal"
          aria-label={t("learn:task.answer")}
          onChange={(next) => {
            setText(next);
            setVerdict("open");
          }}
        />
        <Button type="submit">{t("learn:task.check")}</Button>
      </div>
      <Said verdict={verdict} />
    </form>
  );
}

function ChoiceTask({ task }: { readonly task: Extract<Task, { type: "choice" }> }) {
  const { t, language } = useTexts();
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const verdict: Verdict = chosen === null ? "open" : chosen === task.answer ? "right" : "wrong";
  return (
    <>
      <fieldset className={styles.options}>
        <legend className="visually-hidden">{t("learn:task.answer")}</legend>
        {task.options.map((option, index) => (
          <label key={option.en} className={styles.option}>
            <input type="radio" name={name} checked={chosen === index} onChange={() => setChosen(index)} />
            <span>
              <Inlines text={parseInline(option[language])} />
            </span>
          </label>
        ))}
      </fieldset>
      <Said verdict={verdict} />
    </>
  );
}

function FigureTask({ task }: { readonly task: Extract<Task, { type: "figure" }> }) {
  const { t } = useTexts();
  const facts = useFacts();
  const name = FACTS.find((known) => known === task.fact);
  const value = name === undefined ? undefined : facts[name];
  const done = value !== undefined && value >= task.atLeast && value <= task.atMost;
  return <Said verdict={done ? "right" : "open"} waiting={t("learn:task.waiting")} />;
}

function Said({ verdict, waiting = "" }: { readonly verdict: Verdict; readonly waiting?: string }) {
  const { t } = useTexts();
  return (
    <p className={cx(styles.verdict, verdict === "right" && styles.right)} role="status">
      {verdict === "right" ? <Check size={14} aria-hidden="true" /> : null}{" "}
      {verdict === "open" ? waiting : t(verdict === "right" ? "learn:task.right" : "learn:task.wrong")}
    </p>
  );
}
