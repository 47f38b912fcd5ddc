import { Footprints } from "lucide-react";
import { useEffect, useState } from "react";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import styles from "../Learn.module.css";

/** Offers the tour at the very first start, and never again; the menu keeps it. */
export function TourOffer() {
  const t = useT();
  const { ui, actions } = useServices();
  const [offered, setOffered] = useState(() => !ui.getState().tourOffered);
  useEffect(() => ui.update({ tourOffered: true }), [ui]);
  if (!offered) return null;
  return (
    <section className={styles.offer} aria-label={t("learn:tour.title")}>
      <Footprints size={20} aria-hidden="true" />
      <p className={styles.offerText}>{t("learn:tour.offer")}</p>
      <Button
        variant="primary"
        onClick={() => {
          setOffered(false);
          actions.run("help.tour");
        }}
      >
        {t("learn:tour.start")}
      </Button>
      <Button variant="quiet" onClick={() => setOffered(false)}>
        {t("learn:tour.no")}
      </Button>
    </section>
  );
}
