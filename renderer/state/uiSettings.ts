/** The settings of the window, their limits, and a reader that takes whatever is stored and gives valid settings. */

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "zh";
/** How much a node says at working distance. */
export type Density = "compact" | "normal" | "detailed";
/** What colours the nodes instead of their family. */
export type HeatView = "off" | "params" | "macs" | "memory";
/** Where networks are computed; `auto` takes a real GPU, otherwise the fastest that is there. */
export type BackendSetting = "auto" | "webgpu" | "wasm" | "cpu";
/** What a run's curves are drawn over. */
export type CurveAxis = "step" | "epoch";
export type PanelName = "palette" | "inspector" | "drawer";

export interface UiSettings {
  readonly theme: Theme;
  readonly language: Language;
  readonly density: Density;
  readonly heat: HeatView;
  readonly minimap: boolean;
  readonly snap: boolean;
  readonly backend: BackendSetting;
  readonly curveAxis: CurveAxis;
  /** The loss of steps drawn as its smoothed course. */
  readonly curveSmoothing: boolean;
  /** The loss drawn over a logarithmic scale. */
  readonly curveLogarithmic: boolean;
  /** Width of palette and inspector, height of the drawer, pixels. */
  readonly panelSizes: Readonly<Record<PanelName, number>>;
  readonly panelsOpen: Readonly<Record<PanelName, boolean>>;
  /** Id of the drawer's tab in front. */
  readonly drawerTab: string;
  /** The tour is offered once. */
  readonly tourOffered: boolean;
}

export const PANEL_LIMITS: Readonly<Record<PanelName, { readonly min: number; readonly max: number }>> = {
  palette: { min: 160, max: 400 },
  inspector: { min: 240, max: 560 },
  drawer: { min: 120, max: 640 },
};

export const DEFAULT_UI: UiSettings = {
  theme: "system",
  language: "en",
  density: "normal",
  heat: "off",
  minimap: true,
  snap: true,
  backend: "auto",
  curveAxis: "step",
  curveSmoothing: true,
  curveLogarithmic: false,
  panelSizes: { palette: 220, inspector: 304, drawer: 272 },
  panelsOpen: { palette: true, inspector: true, drawer: false },
  drawerTab: "problems",
  tourOffered: false,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = <T extends string>(value: unknown, options: readonly T[], fallback: T): T =>
  options.find((option) => option === value) ?? fallback;
const flag = (value: unknown, fallback: boolean): boolean => (typeof value === "boolean" ? value : fallback);

export const clampPanel = (panel: PanelName, size: number): number =>
  Math.min(PANEL_LIMITS[panel].max, Math.max(PANEL_LIMITS[panel].min, Math.round(size)));

function parsePanels<T>(
  value: unknown,
  read: (panel: PanelName, stored: unknown) => T,
): Record<PanelName, T> {
  const table = isRecord(value) ? value : {};
  return {
    palette: read("palette", table.palette),
    inspector: read("inspector", table.inspector),
    drawer: read("drawer", table.drawer),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a torn write; the defaults hold
    throw error;
  }
}

export function parseUiSettings(text: string): UiSettings {
  const parsed = parseJson(text);
  const stored = isRecord(parsed) ? parsed : {};
  return {
    theme: oneOf(stored.theme, ["system", "light", "dark"], DEFAULT_UI.theme),
    language: oneOf(stored.language, ["en", "zh"], DEFAULT_UI.language),
    density: oneOf(stored.density, ["compact", "normal", "detailed"], DEFAULT_UI.density),
    heat: oneOf(stored.heat, ["off", "params", "macs", "memory"], DEFAULT_UI.heat),
    minimap: flag(stored.minimap, DEFAULT_UI.minimap),
    snap: flag(stored.snap, DEFAULT_UI.snap),
    backend: oneOf(stored.backend, ["auto", "webgpu", "wasm", "cpu"], DEFAULT_UI.backend),
    curveAxis: oneOf(stored.curveAxis, ["step", "epoch"], DEFAULT_UI.curveAxis),
    curveSmoothing: flag(stored.curveSmoothing, DEFAULT_UI.curveSmoothing),
    curveLogarithmic: flag(stored.curveLogarithmic, DEFAULT_UI.curveLogarithmic),
    panelSizes: parsePanels(stored.panelSizes, (panel, size) =>
      typeof size === "number" && Number.isFinite(size)
        ? clampPanel(panel, size)
        : DEFAULT_UI.panelSizes[panel],
    ),
    panelsOpen: parsePanels(stored.panelsOpen, (panel, open) => flag(open, DEFAULT_UI.panelsOpen[panel])),
    drawerTab: typeof stored.drawerTab === "string" ? stored.drawerTab : DEFAULT_UI.drawerTab,
    tourOffered: flag(stored.tourOffered, DEFAULT_UI.tourOffered),
  };
}
