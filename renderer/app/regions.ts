/** Which components fill the regions of the window. An area that is added puts its line here. */
import { type ComponentType, lazy } from "react";
import type { TextKey } from "../i18n/i18n.ts";
import { ProblemsAnnouncer } from "../problems/ProblemsAnnouncer.tsx";
import { ProblemsBadge } from "../problems/ProblemsBadge.tsx";
import { BackendPill, TrainButton } from "../training/BarEnd.tsx";

export interface DrawerTab {
  readonly id: string;
  readonly title: TextKey;
  readonly component: ComponentType;
  /** A number beside the title, for example how many problems there are. */
  readonly badge?: ComponentType;
}

export interface Regions {
  readonly palette: ComponentType | null;
  readonly canvas: ComponentType | null;
  readonly inspector: ComponentType | null;
  readonly drawerTabs: readonly DrawerTab[];
  /** At the end of the bar, after the totals: the backend, the Train button. */
  readonly barEnd: readonly ComponentType[];
  /** In the tree while a document is open: they register actions and show the dialogs of their area. */
  readonly tools: readonly ComponentType[];
}

/** The editor comes with the first document: the gallery does not wait for it. */
const Canvas = lazy(async () => ({ default: (await import("../canvas/Canvas.tsx")).Canvas }));
const Palette = lazy(async () => ({ default: (await import("../palette/Palette.tsx")).Palette }));

const BlockTools = lazy(async () => ({ default: (await import("../blocks/BlockTools.tsx")).BlockTools }));
const OutlinePanel = lazy(async () => ({
  default: (await import("../outline/OutlinePanel.tsx")).OutlinePanel,
}));
const ProblemsPanel = lazy(async () => ({
  default: (await import("../problems/ProblemsPanel.tsx")).ProblemsPanel,
}));
const Inspector = lazy(async () => ({ default: (await import("../inspector/Inspector.tsx")).Inspector }));
const RunsPanel = lazy(async () => ({ default: (await import("../runs/RunsPanel.tsx")).RunsPanel }));
const TryItPanel = lazy(async () => ({ default: (await import("../inspect/TryItPanel.tsx")).TryItPanel }));
const EvaluatePanel = lazy(async () => ({
  default: (await import("../evaluate/EvaluatePanel.tsx")).EvaluatePanel,
}));
const LookInsidePanel = lazy(async () => ({
  default: (await import("../inspect/LookInsidePanel.tsx")).LookInsidePanel,
}));
const DataPanel = lazy(async () => ({ default: (await import("../data/DataPanel.tsx")).DataPanel }));
const TrainPanel = lazy(async () => ({ default: (await import("../training/TrainPanel.tsx")).TrainPanel }));

export const regions: Regions = {
  palette: Palette,
  canvas: Canvas,
  inspector: Inspector,
  drawerTabs: [
    { id: "data", title: "dataPanel:title", component: DataPanel },
    { id: "train", title: "training:title", component: TrainPanel },
    { id: "runs", title: "runs:title", component: RunsPanel },
    { id: "evaluate", title: "evaluate:title", component: EvaluatePanel },
    { id: "look", title: "lookInside:title", component: LookInsidePanel },
    { id: "tryIt", title: "lookInside:tryIt", component: TryItPanel },
    { id: "problems", title: "problemsPanel:title", component: ProblemsPanel, badge: ProblemsBadge },
    { id: "outline", title: "outline:title", component: OutlinePanel },
  ],
  barEnd: [BackendPill, TrainButton],
  tools: [BlockTools, ProblemsAnnouncer],
};
