import { type ReactNode, useId } from "react";
import { useT } from "../../i18n/TextsProvider.tsx";
import { DEFAULT_UI } from "../../state/uiSettings.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useServices, useUi } from "../services.tsx";
import styles from "./dialogs.module.css";

/** How the window looks and speaks; every change shows at once. */
export function SettingsDialog() {
  const t = useT();
  const { dialogs, ui } = useServices();
  const settings = useUi((state) => state);
  const minimapId = useId();
  const snapId = useId();
  return (
    <Dialog open title={t("settings:title")} closeLabel={t("app:close")} onClose={dialogs.hide}>
      <div className={styles.settings}>
        <Row label={t("settings:theme")}>
          <Segmented
            label={t("settings:theme")}
            value={settings.theme}
            onChange={(theme) => ui.update({ theme })}
            options={(["system", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`settings:themes.${value}`),
            }))}
          />
        </Row>
        <Row label={t("settings:language")}>
          <Segmented
            label={t("settings:language")}
            value={settings.language}
            onChange={(language) => ui.update({ language })}
            options={[
              { value: "en", label: <span lang="en">{t("app:actions.english")}</span> },
              { value: "zh", label: <span lang="zh-CN">{t("app:actions.chinese")}</span> },
            ]}
          />
        </Row>
        <Row label={t("settings:density")} help={t("settings:densityHelp")}>
          <Segmented
            label={t("settings:density")}
            value={settings.density}
            onChange={(density) => ui.update({ density })}
            options={(["compact", "normal", "detailed"] as const).map((value) => ({
              value,
              label: t(`settings:densities.${value}`),
            }))}
          />
        </Row>
        <Row label={t("settings:heat")} help={t("settings:heatHelp")}>
          <Segmented
            label={t("settings:heat")}
            value={settings.heat}
            onChange={(heat) => ui.update({ heat })}
            options={(["off", "params", "macs", "memory"] as const).map((value) => ({
              value,
              label: t(`settings:heats.${value}`),
            }))}
          />
        </Row>
        <Row label={t("settings:minimap")} htmlFor={minimapId}>
          <Switch id={minimapId} checked={settings.minimap} onChange={(minimap) => ui.update({ minimap })} />
        </Row>
        <Row label={t("settings:snap")} htmlFor={snapId}>
          <Switch id={snapId} checked={settings.snap} onChange={(snap) => ui.update({ snap })} />
        </Row>
        <Row label={t("settings:panels")}>
          <Button
            size="small"
            onClick={() =>
              ui.update({ panelSizes: DEFAULT_UI.panelSizes, panelsOpen: DEFAULT_UI.panelsOpen })
            }
          >
            {t("settings:resetPanels")}
          </Button>
        </Row>
      </div>
    </Dialog>
  );
}

interface RowProps {
  readonly label: string;
  readonly help?: string;
  readonly htmlFor?: string;
  readonly children: ReactNode;
}

const Row = ({ label, help, htmlFor, children }: RowProps) => (
  <div className={styles.row}>
    <div>
      {htmlFor === undefined ? <p>{label}</p> : <label htmlFor={htmlFor}>{label}</label>}
      {help === undefined ? null : <p className={styles.help}>{help}</p>}
    </div>
    {children}
  </div>
);
