import { useT } from "../../i18n/TextsProvider.tsx";
import { isDirty, type TabId } from "../../state/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useDocuments, useServices } from "../services.tsx";

/** Another program changed the file: which of the two versions is to stay? */
export function ChangedDialog({ tab: id }: { readonly tab: TabId }) {
  const t = useT();
  const { dialogs, documents, files } = useServices();
  const tab = useDocuments((state) => state.tabs.find((candidate) => candidate.id === id));
  if (tab === undefined) return null;
  const dirty = isDirty(tab);
  const keep = (): void => {
    documents.markChangedOnDisk(id, false);
    dialogs.hide();
  };
  const choose = (act: () => Promise<unknown>) => () => {
    dialogs.hide();
    void act();
  };
  return (
    <Dialog
      open
      title={t("files:changed.title", { name: tab.file?.name ?? tab.title })}
      description={t(dirty ? "files:changed.dirty" : "files:changed.clean")}
      closeLabel={t("app:close")}
      onClose={keep}
      actions={
        <>
          {dirty ? (
            <Button variant="danger" onClick={choose(() => files.save(id, { overwrite: true }))}>
              {t("files:changed.overwrite")}
            </Button>
          ) : null}
          {dirty ? (
            <Button onClick={choose(() => files.saveAs(id))}>{t("files:changed.saveAs")}</Button>
          ) : null}
          <Button onClick={keep}>{t("files:changed.keep")}</Button>
          <Button variant={dirty ? "plain" : "primary"} onClick={choose(() => files.reload(id))}>
            {t("files:changed.reload")}
          </Button>
        </>
      }
    />
  );
}
