import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { isMap } from "../../engine/tensor/shape.ts";
import { useActive, useServices } from "../app/services.tsx";
import { TileStrip } from "../data/TileStrip.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import { Select } from "../ui/Select.tsx";
import { DrawButton } from "./DrawButton.tsx";
import { FilmButton } from "./FilmButton.tsx";
import { ImageFileButton } from "./ImageFileButton.tsx";
import styles from "./LookInside.module.css";
import { RunSelect } from "./RunSelect.tsx";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

interface SampleChooserProps {
  readonly subject: Subject;
  readonly shown: ShownSample;
  /** Index of the answer, where the network gives one. */
  readonly answer: string | null;
}

/** Which sample goes through the network: of the test part by number or by class, a file, the camera, or what is drawn. */
export function SampleChooser({ subject, shown, answer }: SampleChooserProps) {
  const t = useT();
  const { engine, look, training } = useServices();
  const data = useStore(training, (state) => state.data);
  const tab = useActive(({ id }) => id);
  const [filter, setFilter] = useState("");
  const { sample, tile, truth } = shown;
  const count = data?.testCount ?? 0;
  const index = sample !== null && "index" in sample ? sample.index : -1;
  const take = (next: number): void => look.choose({ part: "test", index: ((next % count) + count) % count });
  /** Another of the class that is filtered for, or of any. */
  const another = async (): Promise<void> => {
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (filter === "") return take(word % count);
    const tiles = await engine.call("sampleTiles", { part: "test", perClass: 1, seed: word % 1_000_000 });
    const found = tiles?.labels.indexOf(Number(filter)) ?? -1;
    const chosen = tiles?.indices[found];
    if (chosen !== undefined) take(chosen);
  };
  return (
    <div className={styles.chooser}>
      <RunSelect first value={subject.run?.id ?? "first"} />
      {data === null || count === 0 ? null : (
        <>
          <div className={styles.stepper}>
            <IconButton
              size="small"
              label={t("lookInside:previous")}
              icon={<ChevronLeft size={14} />}
              onClick={() => take(index - 1)}
            />
            <NumberField
              label={t("lookInside:index")}
              value={Math.max(0, index)}
              min={0}
              max={count - 1}
              onChange={(next) => (typeof next === "number" ? take(next) : undefined)}
            />
            <IconButton
              size="small"
              label={t("lookInside:next")}
              icon={<ChevronRight size={14} />}
              onClick={() => take(index + 1)}
            />
          </div>
          <div className={styles.stepper}>
            <Select
              label={t("lookInside:classFilter")}
              value={filter}
              options={[
                { value: "", label: t("lookInside:allClasses") },
                ...data.classes.map((name, label) => ({ value: String(label), label: name })),
              ]}
              onChange={setFilter}
            />
            <Button size="small" onClick={() => void another()}>
              {t("lookInside:another")}
            </Button>
          </div>
        </>
      )}
      {isMap(subject.input) ? (
        <div className={styles.files}>
          <ImageFileButton shape={subject.input} />
          <FilmButton key={tab} shape={subject.input} />
          <DrawButton shape={subject.input} />
        </div>
      ) : null}
      <div className={styles.current}>
        {tile === null ? null : (
          <TileStrip tiles={tile} from={0} count={1} size={48} label={t("lookInside:sample")} />
        )}
        <p className={styles.hint}>
          {truth === null ? null : `${t("lookInside:truth")}: ${data?.classes[truth] ?? truth}`}
          <br />
          {answer === null ? null : `${t("lookInside:answer")}: ${answer}`}
        </p>
      </div>
    </div>
  );
}
