/** The tour beside the person's own work: it says what to do next and sees when it is done. */
import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { helpWith, isDone, TOUR_STEPS, type TourStep } from "./steps.ts";
import styles from "./Tour.module.css";

export function Tour() {
  const { learn } = useServices();
  const at = useStore(learn, ({ tour }) => tour);
  const step = at === null ? undefined : TOUR_STEPS[at];
  return at === null || step === undefined ? null : <Step key={step} step={step} at={at} />;
}

function Step({ step, at }: { readonly step: TourStep; readonly at: number }) {
  const t = useT();
  const services = useServices();
  const { learn } = services;
  const done = useDone(step);
  const last = at === TOUR_STEPS.length - 1;
  const help = helpWith(step, services);
  return (
    <section className={styles.tour} aria-label={t("learn:tour.title")}>
      <div className={styles.head}>
        <span className={styles.count}>
          {t("learn:tour.count", { at: at + 1, count: TOUR_STEPS.length })}
        </span>
        <IconButton
          size="small"
          label={t("learn:tour.end")}
          icon={<X size={14} />}
          onClick={() => learn.goTo(null)}
        />
      </div>
      <h2 className={styles.title}>{t(`learn:tour.${step}.title`)}</h2>
      <p className={styles.text}>{t(`learn:tour.${step}.text`)}</p>
      <div className={styles.buttons}>
        {done ? null : (
          <Button size="small" onClick={help}>
            {t(`learn:tour.${step}.help`)}
          </Button>
        )}
        <span className={styles.done} role="status">
          {done ? (
            <>
              <Check size={14} /> {t(last ? "learn:tour.over" : "learn:tour.done")}
            </>
          ) : null}
        </span>
        {at === 0 ? null : (
          <Button size="small" variant="quiet" onClick={() => learn.goTo(at - 1)}>
            {t("learn:tour.back")}
          </Button>
        )}
        <Button
          size="small"
          variant={done ? "primary" : "quiet"}
          onClick={() => learn.goTo(last ? null : at + 1)}
        >
          {t(last ? "learn:tour.finish" : done ? "learn:tour.next" : "learn:tour.skip")}
        </Button>
      </div>
    </section>
  );
}

/** Whether the step is done; it stays done, whatever a person does then. */
function useDone(step: TourStep): boolean {
  const services = useServices();
  const { documents, training, look } = services;
  const [done, setDone] = useState(() => isDone(step, services));
  useEffect(() => {
    if (done) return;
    const check = (): void => {
      if (isDone(step, services)) setDone(true);
    };
    const leave = [documents.subscribe(check), training.subscribe(check), look.subscribe(check)];
    return () => {
      for (const one of leave) one();
    };
  }, [done, step, services, documents, training, look]);
  return done;
}
