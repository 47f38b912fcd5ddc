import { useEffect } from "react";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { isDirty } from "../state/types.ts";
import { menuModel } from "./nativeMenu.ts";
import { useActions, useActive, useDocuments, useServices } from "./services.tsx";

/** The native menu may follow an edit after the canvas. */
const MENU_DELAY_MS = 100;

/** Ties the window to its host: title, native menu, files from outside, and the question before closing. */
export function useHostEvents(): void {
  const services = useServices();
  const { host, files, actions, documents, dialogs } = services;
  const texts = useTexts();
  const title = useActive((tab) => `${isDirty(tab) ? "● " : ""}${tab.title}`);
  const unsaved = useDocuments((state) => state.tabs.some(isDirty));
  const registered = useActions((state) => state.actions);
  const present = useActive((tab) => tab.history);

  useEffect(() => host.onMenu((id) => actions.run(id)), [host, actions]);
  useEffect(() => host.onOpenFile((opened) => files.openResult(opened)), [host, files]);
  useEffect(() => host.onCloseRequested(() => files.mayCloseAll()), [host, files]);
  useEffect(() => {
    const name = texts.t("app:name");
    host.setWindowState({ title: title === null ? name : `${title} — ${name}`, unsaved });
  }, [host, texts, title, unsaved]);
  // Which entries are enabled follows the document and the undo stack.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `present` stands for what `enabled` reads
  useEffect(() => {
    const timer = setTimeout(() => host.setMenu(menuModel(actions, texts)), MENU_DELAY_MS);
    return () => clearTimeout(timer);
  }, [host, actions, texts, registered, present]);

  // A change that came while another document was in front is told when this one is.
  const changedTab = useActive((tab) => (tab.changedOnDisk ? tab.id : null));
  useEffect(() => {
    if (changedTab !== null && dialogs.getState().dialog.type === "none") {
      dialogs.show({ type: "changed", tab: changedTab });
    }
  }, [dialogs, changedTab]);

  const watched = useDocuments((state) =>
    state.tabs.map((tab) => `${tab.id}\t${tab.file?.token ?? ""}`).join("\n"),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `watched` names the tabs and their files
  useEffect(() => {
    const ends = documents
      .getState()
      .tabs.flatMap((tab) =>
        tab.file === null ? [] : [host.watch(tab.file, () => files.noticeChange(tab.id))],
      );
    return () => {
      for (const end of ends) end();
    };
  }, [host, files, documents, watched]);
}
