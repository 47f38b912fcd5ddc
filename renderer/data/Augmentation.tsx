import { useState } from "react";
import { callOf } from "../../engine/document/commands/index.ts";
import type { AugmentSettings } from "../../engine/document/types.ts";
import type { Tiles } from "../../engine/worker/values.ts";
import { useActive, useServices } from "../app/services.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import styles from "./DataPanel.module.css";
import { TileStrip } from "./TileStrip.tsx";

const SLIDERS = [
  { name: "flip", max: 1, step: 0.05 },
  { name: "crop", max: 16, step: 1 },
  { name: "rotation", max: 180, step: 1 },
  { name: "color", max: 1, step: 0.05 },
  { name: "cutout", max: 32, step: 1 },
] as const;
const EPOCHS = 9;
const MOST_SAMPLES = 6;

interface AugmentationProps {
  readonly fingerprint: string;
  readonly tiles: Tiles;
}

/** Sliders of the document's augmentation, and what they do to a few samples, drawn as training draws them. */
export function Augmentation({ fingerprint, tiles }: AugmentationProps) {
  const t = useT();
  const settings = useActive((tab) => tab.history.present.training);
  const every = Math.max(1, Math.floor(tiles.indices.length / MOST_SAMPLES));
  const rows = Array.from(tiles.indices.keys())
    .filter((row) => row % every === 0)
    .slice(0, MOST_SAMPLES);
  const indices = rows.map((row) => tiles.indices[row] as number);
  const augment = settings?.augment;
  const key =
    augment === undefined ? null : JSON.stringify([fingerprint, indices, augment, settings?.seed, EPOCHS]);
  const { value } = useCall("augmentedTiles", key, () => ({
    indices,
    augment: augment ?? { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 },
    seed: settings?.seed ?? 0,
    epochs: EPOCHS,
  }));
  if (augment === undefined) return null;
  return (
    <div className={styles.augment}>
      <div className={styles.sliders}>
        {SLIDERS.map((slider) => (
          <Slider key={slider.name} {...slider} value={augment[slider.name]} />
        ))}
        <p className={styles.hint}>{t("dataPanel:augmentHint")}</p>
      </div>
      <div className={styles.variants}>
        <span className={styles.hint}>{t("dataPanel:original")}</span>
        <span className={styles.hint}>{t("dataPanel:variants")}</span>
        {rows.map((row, i) => (
          <VariantLine key={row} original={tiles} row={row} variants={value} from={i * EPOCHS} />
        ))}
      </div>
    </div>
  );
}

interface VariantLineProps {
  readonly original: Tiles;
  readonly row: number;
  readonly variants: Tiles | null;
  readonly from: number;
}

function VariantLine({ original, row, variants, from }: VariantLineProps) {
  const t = useT();
  return (
    <>
      <TileStrip tiles={original} from={row} count={1} size={44} label={t("dataPanel:original")} />
      {variants === null || variants.indices.length < from + EPOCHS ? (
        <span />
      ) : (
        <TileStrip tiles={variants} from={from} count={EPOCHS} size={44} label={t("dataPanel:variants")} />
      )}
    </>
  );
}

interface SliderProps {
  readonly name: (typeof SLIDERS)[number]["name"];
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

/** One drag is one undo step. */
function Slider({ name, max, step, value }: SliderProps) {
  const t = useT();
  const { documents } = useServices();
  const [gesture, setGesture] = useState(0);
  const set = (next: number): void => {
    const augment: Partial<AugmentSettings> = { [name]: next };
    documents.dispatch([callOf("set-training", { training: { augment } })], {
      gestureKey: `augment/${name}/${gesture}`,
    });
  };
  return (
    <label className={styles.slider}>
      <span>{t(`training:settings.${name}`)}</span>
      <input
        type="range"
        min={0}
        max={max}
        step={step}
        value={value}
        onChange={(event) => set(Number(event.target.value))}
        onPointerUp={() => setGesture(gesture + 1)}
        onBlur={() => setGesture(gesture + 1)}
      />
      <output className="numbers">{value}</output>
    </label>
  );
}
