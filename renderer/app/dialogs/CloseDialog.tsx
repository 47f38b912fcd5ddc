import { useT } from "../../i18n/TextsProvider.tsx";
import type { CloseAnswer } from "../../state/dialogStore.ts";
import type { TabId } from "../../state/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useDocuments } from "../services.tsx";

interface CloseDialogProps {
  readonly tab: TabId;
  readonly answer: (answer: CloseAnswer) => void;
}

/** Asks before unsaved changes are lost. */
export function CloseDialog({ tab, answer }: CloseDialogProps) {
  const t = useT();
  const title = useDocuments((state) => state.tabs.find((candidate) => candidate.id === tab)?.title ?? "");
  return (
    <Dialog
      open
      width="narrow"
      title={t("files:close.title", { title })}
      description={t("files:close.detail")}
      closeLabel={t("app:cancel")}
      onClose={() => answer("cancel")}
      actions={
        <>
          <Button variant="danger" onClick={() => answer("discard")}>
            {t("files:close.discard")}
          </Button>
          <Button onClick={() => answer("cancel")}>{t("app:cancel")}</Button>
          <Button variant="primary" autoFocus onClick={() => answer("save")}>
            {t("files:close.save")}
          </Button>
        </>
      }
    />
  );
}
