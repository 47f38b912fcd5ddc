import { useTexts } from "../../i18n/TextsProvider.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { ACTION_GROUPS } from "../actions.ts";
import { useActions, useServices } from "../services.tsx";
import styles from "./dialogs.module.css";

/** Every key, by what it does. */
export function KeysDialog() {
  const texts = useTexts();
  const { t } = texts;
  const { dialogs } = useServices();
  const actions = useActions((state) => state.actions);
  const groups = ACTION_GROUPS.map((group) => ({
    group,
    own: [...actions.values()].filter((action) => action.group === group && action.keys !== undefined),
  })).filter(({ own }) => own.length > 0);
  return (
    <Dialog
      open
      width="wide"
      title={t("app:keyHelp.title")}
      description={t("app:keyHelp.hint")}
      closeLabel={t("app:close")}
      onClose={dialogs.hide}
    >
      <div className={styles.keyGroups}>
        {groups.map(({ group, own }) => (
          <section key={group} className={styles.keyGroup}>
            <h3 className={styles.heading}>{t(`app:groups.${group}`)}</h3>
            <dl>
              {own.map((action) => (
                <div key={action.id} className={styles.keyLine}>
                  <dt>{texts.t(action.title)}</dt>
                  <dd>
                    {action.keys?.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
