import { formatBytes, formatCount } from "../../../engine/targets/svg/format.ts";
import type { PlacedNode } from "../../../engine/targets/svg/scene.ts";
import { useUi } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { heatOf } from "../view/heat.ts";
import styles from "./overlays.module.css";

/** What the colours of the heat view mean. */
export function HeatLegend({ nodes }: { readonly nodes: readonly PlacedNode[] }) {
  const t = useT();
  const heat = useUi((settings) => settings.heat);
  if (heat === "off") return null;
  const { most } = heatOf(nodes, heat);
  return (
    <div className={styles.legend}>
      <div>{t(`canvas:heat.${heat}`)}</div>
      <div className={styles.legendBar} />
      <div className={`numbers ${styles.legendEnds}`}>
        <span>0</span>
        <span>{heat === "memory" ? formatBytes(most) : formatCount(most)}</span>
      </div>
    </div>
  );
}
