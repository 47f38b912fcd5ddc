import { useT } from "../i18n/TextsProvider.tsx";
import { clampPanel, DEFAULT_UI, PANEL_LIMITS, type PanelName } from "../state/uiSettings.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { useServices, useUi } from "./services.tsx";

const SPLITTERS = {
  palette: { label: "app:regions.resizePalette", orientation: "vertical", panelAfter: false },
  inspector: { label: "app:regions.resizeInspector", orientation: "vertical", panelAfter: true },
  drawer: { label: "app:regions.resizeDrawer", orientation: "horizontal", panelAfter: true },
} as const;

export function PanelSplitter({ name }: { readonly name: PanelName }) {
  const t = useT();
  const { ui } = useServices();
  const sizes = useUi((settings) => settings.panelSizes);
  const { label, ...line } = SPLITTERS[name];
  const resize = (size: number): void =>
    ui.update({ panelSizes: { ...sizes, [name]: clampPanel(name, size) } });
  return (
    <Splitter
      {...line}
      {...PANEL_LIMITS[name]}
      label={t(label)}
      size={sizes[name]}
      onChange={resize}
      onReset={() => resize(DEFAULT_UI.panelSizes[name])}
    />
  );
}
