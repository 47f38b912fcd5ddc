import { ScanEye } from "lucide-react";
import { isMap } from "../../engine/tensor/shape.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Card } from "../inspector/cards/Card.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./LookInside.module.css";
import { MapGrid, mapsOf } from "./MapGrid.tsx";
import { useSeen } from "./useSeen.ts";

const COLUMNS = 4;
const SIZE = 60;

/** In the inspector: what this very node makes of the chosen sample, or the way there. */
export function NodeLookCard({ nodeKey }: { readonly nodeKey: string }) {
  const t = useT();
  const { ui } = useServices();
  const seen = useSeen(nodeKey);
  const open = (): void => {
    const { panelsOpen } = ui.getState();
    ui.update({ drawerTab: "look", panelsOpen: { ...panelsOpen, drawer: true } });
  };
  if (seen === null) {
    return (
      <Card title={t("lookInside:onSample")}>
        <div>
          <Button size="small" icon={<ScanEye size={13} />} onClick={open}>
            {t("lookInside:show")}
          </Button>
        </div>
      </Card>
    );
  }
  const maps = mapsOf(seen.shape, seen.values);
  const label = isMap(seen.shape)
    ? t("lookInside:firstMaps", { count: maps.count, all: seen.shape[0] })
    : t("lookInside:values", { count: seen.shape[0] ?? 0 });
  return (
    <Card title={t("lookInside:onSample")}>
      <p className={styles.hint}>{label}</p>
      <div className={styles.inCard}>
        <MapGrid
          {...maps}
          columns={COLUMNS}
          size={isMap(seen.shape) ? (SIZE * maps.height) / maps.width : 8 * maps.height}
          label={label}
        />
      </div>
    </Card>
  );
}
