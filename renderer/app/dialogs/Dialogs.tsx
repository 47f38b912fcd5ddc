import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { CommandPalette } from "../CommandPalette.tsx";
import { useServices } from "../services.tsx";
import { ChangedDialog } from "./ChangedDialog.tsx";
import { CloseDialog } from "./CloseDialog.tsx";
import { FailedDialog } from "./FailedDialog.tsx";
import { KeysDialog } from "./KeysDialog.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";

const ExportDialog = lazy(async () => ({
  default: (await import("../../export/ExportDialog.tsx")).ExportDialog,
}));

const ImportDialog = lazy(async () => ({
  default: (await import("../../import/ImportDialog.tsx")).ImportDialog,
}));

/** The dialog in front. */
export function Dialogs() {
  const dialog = useStore(useServices().dialogs, (state) => state.dialog);
  switch (dialog.type) {
    case "none":
      return null;
    case "commands":
      return <CommandPalette />;
    case "keys":
      return <KeysDialog />;
    case "settings":
      return <SettingsDialog />;
    case "export":
      return (
        <Suspense>
          <ExportDialog runId={dialog.runId} />
        </Suspense>
      );
    case "import":
      return (
        <Suspense>
          <ImportDialog files={dialog.files} />
        </Suspense>
      );
    case "close":
      return <CloseDialog tab={dialog.tab} answer={dialog.answer} />;
    case "changed":
      return <ChangedDialog tab={dialog.tab} />;
    case "failed":
      return <FailedDialog name={dialog.name} problems={dialog.problems} />;
  }
}
