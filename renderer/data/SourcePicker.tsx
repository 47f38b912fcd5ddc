import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { SourceSelect } from "../training/SourceSelect.tsx";
import { Button } from "../ui/Button.tsx";
import { placeOfInput, requestOf } from "./chosenFiles.ts";
import styles from "./DataPanel.module.css";
import { KnownSets } from "./KnownSets.tsx";
import { Recorder } from "./Recorder.tsx";

/** A built-in set, or what lies on disk. */
export function SourcePicker() {
  const t = useT();
  const { folders, training } = useServices();
  const data = useStore(training, (state) => state.data);
  const status = useStore(training, (state) => state.dataStatus);
  const folder = useRef<HTMLInputElement>(null);
  const single = useRef<HTMLInputElement>(null);
  const open = (input: HTMLInputElement): void => {
    const request = requestOf(placeOfInput(input.files ?? []));
    input.value = ""; // the same folder may be chosen again
    if (request !== null) void training.openData(request);
  };
  const chooseFolder = async (): Promise<void> => {
    if (folders === null) {
      folder.current?.click();
      return;
    }
    const request = await folders.choose();
    if (request !== null) await training.openData(request);
  };
  return (
    <div className={styles.picker}>
      <SourceSelect
        label={t("dataPanel:source")}
        value={data?.source ?? ""}
        onChange={(source) => void training.openSource(source)}
      />
      <div className={styles.buttons}>
        <Button
          size="small"
          icon={<FolderOpen size={13} />}
          disabled={status === "opening"}
          onClick={() => void chooseFolder()}
        >
          {t("dataPanel:folder")}
        </Button>
        <KnownSets />
        <Recorder />
        <Button size="small" disabled={status === "opening"} onClick={() => single.current?.click()}>
          {t("dataPanel:files")}
        </Button>
      </div>
      <input
        ref={(node) => {
          folder.current = node;
          if (node !== null) node.webkitdirectory = true;
        }}
        type="file"
        hidden
        data-testid="data-folder"
        aria-label={t("dataPanel:folder")}
        onChange={(event) => open(event.target)}
      />
      <input
        ref={single}
        type="file"
        multiple
        hidden
        data-testid="data-files"
        aria-label={t("dataPanel:files")}
        onChange={(event) => open(event.target)}
      />
    </div>
  );
}
