import type { Problem } from "../../../engine/tensor/problem.ts";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useServices } from "../services.tsx";
import styles from "./dialogs.module.css";

interface FailedDialogProps {
  readonly name: string;
  readonly problems: readonly Problem[];
}

const SHOWN = 8;

/** Why a file cannot be opened, place by place, and what to do. */
export function FailedDialog({ name, problems }: FailedDialogProps) {
  const t = useT();
  const engine = useEngineText();
  const { dialogs } = useServices();
  return (
    <Dialog
      open
      title={t("files:failed.title", { name })}
      closeLabel={t("app:close")}
      onClose={dialogs.hide}
      actions={
        <Button variant="primary" onClick={dialogs.hide}>
          {t("app:close")}
        </Button>
      }
    >
      <ul className={styles.problems}>
        {problems.slice(0, SHOWN).map((problem) => {
          const { message, remedy } = engine.problem(problem);
          return (
            <li key={`${problem.code} ${problem.path} ${message}`} className="selectable">
              {problem.path === "" ? null : <code className={styles.place}>{problem.path}</code>}
              <p>{message}</p>
              <p className={styles.remedy}>{remedy}</p>
            </li>
          );
        })}
      </ul>
      {problems.length > SHOWN ? <p>{t("files:failed.more", { count: problems.length - SHOWN })}</p> : null}
    </Dialog>
  );
}
