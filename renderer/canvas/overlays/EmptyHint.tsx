import type { Scope } from "../../../engine/document/types.ts";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { useCanvas } from "../canvasContext.ts";
import styles from "./overlays.module.css";

/** On an empty canvas: how to begin. */
export function EmptyHint({ scope }: { readonly scope: Scope }) {
  const t = useT();
  const { actions } = useServices();
  const { edits } = useCanvas();
  return (
    <div className={styles.empty}>
      <div className={styles.emptyBox}>
        <p className={styles.emptyTitle}>{t("canvas:empty.title")}</p>
        <p>{t("canvas:empty.detail")}</p>
        {scope === null ? (
          <Button onClick={() => edits.add({ type: "layer", kind: "input" })}>
            {t("canvas:empty.input")}
          </Button>
        ) : null}
        <Button variant="quiet" onClick={() => actions.run("add.search")}>
          {t("canvas:actions.search")}
        </Button>
      </div>
    </div>
  );
}
