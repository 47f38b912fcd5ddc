import { PanelLeft, PanelRight } from "lucide-react";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import { titleOf } from "./actions.ts";
import styles from "./Bar.module.css";
import { useActions, useServices, useUi } from "./services.tsx";

const TOGGLES = [
  { panel: "palette", action: "view.palette", Icon: PanelLeft },
  { panel: "inspector", action: "view.inspector", Icon: PanelRight },
] as const;

/** Opens and closes the panels beside the canvas. */
export function PanelToggles() {
  const texts = useTexts();
  const { actions: registry, regions } = useServices();
  const actions = useActions((state) => state.actions);
  const open = useUi((settings) => settings.panelsOpen);
  return (
    <div className={styles.panels}>
      {TOGGLES.map(({ panel, action: id, Icon }) => {
        const action = actions.get(id);
        if (action === undefined || regions[panel] === null) return null;
        return (
          <IconButton
            key={panel}
            label={titleOf(action, texts)}
            {...(action.keys?.[0] === undefined ? {} : { shortcut: action.keys[0] })}
            pressed={open[panel]}
            icon={<Icon size={16} />}
            onClick={() => registry.run(id)}
          />
        );
      })}
    </div>
  );
}
