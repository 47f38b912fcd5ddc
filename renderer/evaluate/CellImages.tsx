import { useState } from "react";
import type { EvaluationReply } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { TileStrip } from "../data/TileStrip.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { formatShare } from "../training/numbers.ts";
import { Button } from "../ui/Button.tsx";
import { type Cell, samplesOf } from "./cells.ts";
import styles from "./EvaluatePanel.module.css";

interface CellImagesProps {
  readonly report: EvaluationReply;
  readonly classes: readonly string[];
  readonly cell: Cell;
  /** Names the weights and the data: other images otherwise. */
  readonly of: string;
}

const AT_ONCE = 60;

/** Exactly the images of one cell, the most confident answers first. Give it `key` by cell. */
export function CellImages({ report, classes, cell, of }: CellImagesProps) {
  const t = useT();
  const { look, ui } = useServices();
  const [most, setMost] = useState(AT_ONCE);
  const samples = samplesOf(report, cell);
  const shown = samples.slice(0, most);
  const key = `${of}/${cell.truth}/${cell.answer}/${shown.length}`;
  const { value: tiles } = useCall("tilesOf", key, () => ({
    part: "test",
    indices: shown.map(({ index }) => index),
  }));
  const truth = classes[cell.truth] ?? cell.truth;
  const answer = classes[cell.answer] ?? cell.answer;
  const open = (index: number): void => {
    look.choose({ part: "test", index });
    ui.update({ drawerTab: "look" });
  };
  return (
    <section className={styles.images} aria-label={t("evaluate:images")}>
      <p className={styles.hint}>{t("evaluate:cell", { count: samples.length, truth, answer })}</p>
      <ul className={styles.tiles}>
        {shown.map(({ index, confidence }, row) => (
          <li key={index}>
            <button
              type="button"
              className={styles.tile}
              title={t("evaluate:open")}
              aria-label={t("evaluate:image", { index, confidence: formatShare(confidence) })}
              onClick={() => open(index)}
            >
              {tiles === null || tiles.indices[row] !== index ? (
                <span className={styles.noTile}>{index}</span>
              ) : (
                <TileStrip tiles={tiles} from={row} count={1} size={44} label={String(index)} />
              )}
              <span className="numbers">{formatShare(confidence)}</span>
            </button>
          </li>
        ))}
      </ul>
      {samples.length > shown.length ? (
        <Button size="small" onClick={() => setMost(most + 4 * AT_ONCE)}>
          {t("evaluate:more", { count: samples.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}
