/** Which components fill the regions of the window. An area that is added puts its line here. */
import type { ComponentType } from "react";
import type { TextKey } from "../i18n/i18n.ts";

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
}

export const regions: Regions = {
  palette: null,
  canvas: null,
  inspector: null,
  drawerTabs: [],
  barEnd: [],
};
