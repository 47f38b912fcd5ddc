import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Place } from "../subject/place.ts";
import styles from "./panels.module.css";

/** Whether the network can be built, trained and exported as it stands. */
export function ValidityCard({ place }: { readonly place: Place }) {
  const t = useT();
  const { ui } = useServices();
  const { problems, valid } = place.analysis;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const show = (): void =>
    ui.update({
      drawerTab: "problems",
      panelsOpen: { ...ui.getState().panelsOpen, drawer: true },
    });
  const tone = valid ? (warnings > 0 ? "warning" : "good") : "bad";
  const Icon = tone === "good" ? CircleCheck : tone === "warning" ? TriangleAlert : CircleAlert;
  return (
    <div className={styles.validity} data-tone={tone}>
      <Icon size={15} />
      <span>
        {valid
          ? warnings === 0
            ? t("inspector:valid.yes")
            : t("inspector:valid.warnings", { count: warnings })
          : t("inspector:valid.no", { count: errors })}
      </span>
      {problems.length === 0 ? null : (
        <Button size="small" onClick={show}>
          {t("inspector:valid.show")}
        </Button>
      )}
    </div>
  );
}
