/** The actions of the window itself: files, history, panels, settings. */

import type { TextKey } from "../i18n/i18n.ts";
import { isDirty } from "../state/types.ts";
import type { Language, PanelName, Theme, UiSettings } from "../state/uiSettings.ts";
import type { Action } from "./actions.ts";
import type { Services } from "./services.tsx";

export function appActions(services: Services): readonly Action[] {
  return [
    ...fileActions(services),
    ...editActions(services),
    ...viewActions(services),
    ...helpActions(services),
  ];
}

function fileActions({ files, documents, dialogs, learn }: Services): readonly Action[] {
  const editing = (): boolean => documents.active() !== null;
  const walk = (by: number): void => {
    const { tabs, activeId } = documents.getState();
    const next = tabs.at((tabs.findIndex((tab) => tab.id === activeId) + by + tabs.length) % tabs.length);
    if (next !== undefined) documents.activate(next.id);
  };
  const close = (): void => {
    const tab = documents.active();
    if (tab !== null) void files.close(tab.id);
  };
  const several = (): boolean => documents.getState().tabs.length > 1;
  return [
    {
      id: "file.new",
      title: "app:actions.newDocument",
      group: "file",
      keys: ["Alt+N"],
      run: files.newDocument,
    },
    {
      id: "file.gallery",
      title: "app:actions.gallery",
      group: "file",
      keys: ["Alt+Home"],
      enabled: () => editing() || learn.isOpen(),
      run: () => {
        learn.close();
        documents.activate(null);
      },
    },
    {
      id: "file.open",
      title: "app:actions.open",
      group: "file",
      keys: ["Mod+O"],
      everywhere: true,
      run: files.openDialog,
    },
    {
      id: "file.import",
      title: "imports:action",
      group: "file",
      keys: ["Mod+Shift+O"],
      everywhere: true,
      run: () => dialogs.show({ type: "import", files: [] }),
    },
    {
      id: "file.save",
      title: "app:actions.save",
      group: "file",
      keys: ["Mod+S"],
      everywhere: true,
      enabled: () => {
        const tab = documents.active();
        return tab !== null && (tab.file === null || isDirty(tab));
      },
      run: async () => void (await files.save()),
    },
    {
      id: "file.saveAs",
      title: "app:actions.saveAs",
      group: "file",
      keys: ["Mod+Shift+S"],
      everywhere: true,
      enabled: editing,
      run: async () => void (await files.saveAs()),
    },
    {
      id: "file.export",
      title: "exports:action",
      group: "file",
      keys: ["Mod+Shift+E"],
      everywhere: true,
      enabled: editing,
      run: () => dialogs.show({ type: "export", runId: null }),
    },
    {
      id: "file.close",
      title: "app:actions.closeDocument",
      group: "file",
      keys: ["Alt+W"],
      enabled: editing,
      run: close,
    },
    {
      id: "file.next",
      title: "app:actions.nextDocument",
      group: "file",
      keys: ["Alt+PageDown"],
      enabled: several,
      run: () => walk(1),
    },
    {
      id: "file.previous",
      title: "app:actions.previousDocument",
      group: "file",
      keys: ["Alt+PageUp"],
      enabled: several,
      run: () => walk(-1),
    },
  ];
}

function editActions({ documents }: Services): readonly Action[] {
  const undoLabel = (): string | null => documents.undoLabel();
  const redoLabel = (): string | null => documents.redoLabel();
  return [
    {
      id: "edit.undo",
      title: "app:actions.undo",
      label: ({ t, engine }) => {
        const step = undoLabel();
        return step === null ? t("app:actions.undo") : t("app:actions.undoStep", { step: engine.step(step) });
      },
      group: "edit",
      keys: ["Mod+Z"],
      enabled: () => undoLabel() !== null,
      run: documents.undo,
    },
    {
      id: "edit.redo",
      title: "app:actions.redo",
      label: ({ t, engine }) => {
        const step = redoLabel();
        return step === null ? t("app:actions.redo") : t("app:actions.redoStep", { step: engine.step(step) });
      },
      group: "edit",
      keys: ["Mod+Shift+Z", "Mod+Y"],
      enabled: () => redoLabel() !== null,
      run: documents.redo,
    },
  ];
}

function viewActions({ ui, documents, regions }: Services): readonly Action[] {
  const editing = (): boolean => documents.active() !== null;
  const open = (panel: PanelName): boolean => ui.getState().panelsOpen[panel];
  const toggle = (panel: PanelName) => (): void =>
    ui.update({ panelsOpen: { ...ui.getState().panelsOpen, [panel]: !open(panel) } });
  const toggles: readonly Action[] = [
    {
      id: "view.palette",
      title: "app:actions.togglePalette",
      group: "view",
      keys: ["Mod+B"],
      enabled: () => editing() && regions.palette !== null,
      checked: () => open("palette"),
      run: toggle("palette"),
    },
    {
      id: "view.inspector",
      title: "app:actions.toggleInspector",
      group: "view",
      keys: ["Mod+I"],
      enabled: () => editing() && regions.inspector !== null,
      checked: () => open("inspector"),
      run: toggle("inspector"),
    },
    {
      id: "view.drawer",
      title: "app:actions.toggleDrawer",
      group: "view",
      keys: ["Mod+J"],
      enabled: () => editing() && regions.drawerTabs.length > 0,
      checked: () => open("drawer"),
      run: toggle("drawer"),
    },
  ];
  const settings = (): UiSettings => ui.getState();
  const theme = (value: Theme, title: TextKey): Action => ({
    id: `view.theme.${value}`,
    title,
    group: "view",
    checked: () => settings().theme === value,
    run: () => ui.update({ theme: value }),
  });
  const language = (value: Language, title: TextKey): Action => ({
    id: `view.language.${value}`,
    title,
    group: "view",
    checked: () => settings().language === value,
    run: () => ui.update({ language: value }),
  });
  return [
    ...toggles,
    theme("system", "app:actions.themeSystem"),
    theme("light", "app:actions.themeLight"),
    theme("dark", "app:actions.themeDark"),
    language("en", "app:actions.english"),
    language("zh", "app:actions.chinese"),
  ];
}

function helpActions({ dialogs }: Services): readonly Action[] {
  return [
    {
      id: "help.commands",
      title: "app:actions.commands",
      group: "help",
      keys: ["Mod+K", "Mod+Shift+P"],
      everywhere: true,
      run: () => dialogs.show({ type: "commands" }),
    },
    {
      id: "help.settings",
      title: "app:actions.settings",
      group: "help",
      keys: ["Mod+,"],
      everywhere: true,
      run: () => dialogs.show({ type: "settings" }),
    },
    {
      id: "help.keys",
      title: "app:actions.keys",
      group: "help",
      keys: ["?"],
      run: () => dialogs.show({ type: "keys" }),
    },
  ];
}
