import { Dices, Eraser } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { elements, isMap } from "../../engine/tensor/shape.ts";
import { useActive, useServices } from "../app/services.tsx";
import { TileStrip } from "../data/TileStrip.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { DrawPad } from "./DrawPad.tsx";
import { FilmButton } from "./FilmButton.tsx";
import type { Ink } from "./fitDrawing.ts";
import { ImageFileButton } from "./ImageFileButton.tsx";
import { inkSample } from "./inkSample.ts";
import { Probabilities } from "./Probabilities.tsx";
import { RunSelect } from "./RunSelect.tsx";
import styles from "./TryIt.module.css";
import { useReady } from "./useReady.ts";
import { useSample } from "./useSample.ts";
import { type Subject, useSubject } from "./useSubject.ts";

/** Draw something, or take an image, and see what a trained network says while one draws. */
export function TryItPanel() {
  const t = useT();
  const subject = useSubject();
  if (subject?.run === null || subject === null) {
    return <EmptyState title={t("lookInside:noRun")} detail={t("lookInside:noRunHint")} />;
  }
  return <TryIt subject={subject} classes={subject.run.classes} runId={subject.run.id} />;
}

interface TryItProps {
  readonly subject: Subject;
  readonly classes: readonly string[];
  readonly runId: string;
}

function TryIt({ subject, classes, runId }: TryItProps) {
  const t = useT();
  const { training, look } = useServices();
  const { input } = subject;
  const backend = useReady(null);
  const data = useStore(training, (state) => state.data);
  const { sample, version, tile, truth } = useSample(input, data !== null);
  const tab = useActive(({ id }) => id);
  const [sheet, setSheet] = useState(0);
  const [lineWidth, setLineWidth] = useState(22);
  const usable = sample !== null && (!("pixels" in sample) || sample.pixels.length === elements(input));
  const key = backend && usable ? `${runId}/${subject.weights}/${version}` : null;
  const { value: reply, error } = useCall("predict", key, () => ({
    runId,
    sample: sample ?? { part: "test", index: 0 },
  }));
  const take = (ink: Ink): void => look.choose(inkSample(ink, input));
  const takeSample = async (): Promise<void> => {
    if (data === null && !(await training.openSource(subject.run?.source ?? ""))) return;
    const count = training.getState().data?.testCount ?? 1;
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    setSheet(sheet + 1);
    look.choose({ part: "test", index: word % count });
  };
  return (
    <div className={styles.panel}>
      {isMap(input) ? <DrawPad key={sheet} lineWidth={lineWidth} onInk={take} /> : null}
      <div className={styles.tools}>
        <RunSelect value={runId} />
        <div className={styles.buttons}>
          <Button
            size="small"
            icon={<Eraser size={13} />}
            onClick={() => {
              setSheet(sheet + 1);
              look.choose(null);
            }}
          >
            {t("lookInside:clear")}
          </Button>
          <Button size="small" icon={<Dices size={13} />} onClick={() => void takeSample()}>
            {t("lookInside:testSample")}
          </Button>
          {isMap(input) ? <ImageFileButton shape={input} /> : null}
          {isMap(input) ? <FilmButton key={tab} shape={input} /> : null}
        </div>
        <label className={styles.width}>
          <span>{t("lookInside:lineWidth")}</span>
          <input
            type="range"
            min={8}
            max={44}
            value={lineWidth}
            onChange={(event) => setLineWidth(Number(event.target.value))}
          />
        </label>
        {tile === null ? null : (
          <div className={styles.seen}>
            <TileStrip tiles={tile} from={0} count={1} size={56} label={t("lookInside:seen")} />
            <span>{t("lookInside:seen")}</span>
          </div>
        )}
      </div>
      <div className={styles.answer}>
        {reply?.ok === false ? <ProblemNotes problems={reply.problems} /> : null}
        {error === null ? null : <p role="alert">{error}</p>}
        {reply?.ok === true ? (
          <Probabilities probabilities={reply.value.probabilities} classes={classes} truth={truth} />
        ) : (
          <p className={styles.hint}>{t("lookInside:waiting")}</p>
        )}
      </div>
    </div>
  );
}
