import { Flame, Map as MapIcon, Maximize, Minus, Plus, Rows3 } from "lucide-react";
import { useServices, useUi } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import type { Density, HeatView } from "../../state/uiSettings.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menuItems.ts";
import { useRoomForMap } from "../view/useRoomForMap.ts";
import styles from "./overlays.module.css";

const DENSITIES: readonly Density[] = ["compact", "normal", "detailed"];
const HEATS: readonly HeatView[] = ["off", "params", "macs", "memory"];

/** Zoom, how much nodes say, and what colours them. */
export function ViewTools() {
  const t = useT();
  const room = useRoomForMap();
  const { actions, ui } = useServices();
  const { density, heat, minimap } = useUi((settings) => settings);
  const densities: readonly MenuEntry[] = DENSITIES.map((value) => ({
    type: "item",
    id: value,
    label: t(`canvas:density.${value}`),
    checked: value === density,
    run: () => ui.update({ density: value }),
  }));
  const heats: readonly MenuEntry[] = HEATS.map((value) => ({
    type: "item",
    id: value,
    label: t(`canvas:heat.${value}`),
    checked: value === heat,
    run: () => ui.update({ heat: value }),
  }));
  return (
    <div
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t("canvas:tools.label")}
      className={styles.tools}
    >
      <IconButton
        size="small"
        label={t("canvas:actions.zoomIn")}
        shortcut="Plus"
        icon={<Plus size={15} />}
        onClick={() => actions.run("view.zoomIn")}
      />
      <IconButton
        size="small"
        label={t("canvas:actions.zoomOut")}
        shortcut="-"
        icon={<Minus size={15} />}
        onClick={() => actions.run("view.zoomOut")}
      />
      <IconButton
        size="small"
        label={t("canvas:actions.fitAll")}
        shortcut="Shift+1"
        icon={<Maximize size={14} />}
        onClick={() => actions.run("view.fitAll")}
      />
      <Menu
        trigger={<IconButton size="small" label={t("canvas:density.title")} icon={<Rows3 size={14} />} />}
        entries={densities}
      />
      <Menu
        trigger={
          <IconButton
            size="small"
            label={t("canvas:heat.title")}
            pressed={heat !== "off"}
            icon={<Flame size={14} />}
          />
        }
        entries={heats}
      />
      {room ? (
        <IconButton
          size="small"
          label={t("canvas:actions.minimap")}
          pressed={minimap}
          icon={<MapIcon size={14} />}
          onClick={() => ui.update({ minimap: !minimap })}
        />
      ) : null}
    </div>
  );
}
