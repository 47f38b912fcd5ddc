import { CloudDownload } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { SetReport } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import type { TextKey } from "../i18n/i18n.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { formatDecimalBytes } from "../ui/format.ts";
import styles from "./KnownSets.module.css";

/** By id; a set that is not named here shows the engine's own English. */
const SUMMARIES: Readonly<Record<string, TextKey>> = {
  mnist: "dataPanel:sets.mnist",
  "fashion-mnist": "dataPanel:sets.fashion",
  "cifar-10": "dataPanel:sets.cifar",
};

/** The published data sets: what is on this machine is opened, the others are fetched. */
export function KnownSets() {
  const t = useT();
  const { engine, notices, training } = useServices();
  const opening = useStore(training, (state) => state.dataStatus === "opening");
  const [sets, setSets] = useState<readonly SetReport[] | null>(null);
  const show = async (): Promise<void> => {
    try {
      setSets(await engine.call("listSets", null));
    } catch (error) {
      const content = { title: t("dataPanel:sets.unavailable"), detail: String(error) };
      notices.show({ tone: "bad", content });
    }
  };
  const take = (set: SetReport): void => {
    setSets(null);
    void training.openSet(set);
  };
  return (
    <>
      <Button size="small" icon={<CloudDownload size={13} />} disabled={opening} onClick={() => void show()}>
        {t("dataPanel:sets.open")}
      </Button>
      <Dialog
        open={sets !== null}
        title={t("dataPanel:sets.title")}
        description={t("dataPanel:sets.detail")}
        closeLabel={t("app:close")}
        onClose={() => setSets(null)}
      >
        <ul className={styles.sets}>
          {(sets ?? []).map((set) => (
            <SetLine key={set.id} set={set} onTake={() => take(set)} />
          ))}
        </ul>
        <p className={styles.hint}>{t("dataPanel:sets.onDisk")}</p>
      </Dialog>
    </>
  );
}

function SetLine({ set, onTake }: { readonly set: SetReport; readonly onTake: () => void }) {
  const t = useT();
  const { id, title, summary, whole } = set;
  const size = formatDecimalBytes(set.bytes);
  const begun = !whole && set.kept > 0;
  const known = SUMMARIES[id];
  const state = whole
    ? t("dataPanel:sets.here")
    : begun
      ? t("dataPanel:sets.part", { kept: formatDecimalBytes(set.kept), size })
      : size;
  return (
    <li className={styles.set}>
      <div>
        <strong>{title}</strong> <span className={styles.hint}>{state}</span>
        <p className={styles.hint}>{known === undefined ? summary : t(known)}</p>
      </div>
      <Button size="small" onClick={onTake} aria-label={`${title}: ${t(labelOf(whole, begun))}`}>
        {t(labelOf(whole, begun))}
      </Button>
    </li>
  );
}

const labelOf = (whole: boolean, begun: boolean): TextKey =>
  whole ? "dataPanel:sets.use" : begun ? "dataPanel:sets.goOn" : "dataPanel:sets.get";
