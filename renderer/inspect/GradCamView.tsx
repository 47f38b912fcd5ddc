import { useLayoutEffect, useRef } from "react";
import type { GradCamReply, Tiles } from "../../engine/worker/values.ts";
import { tileImage } from "../data/TileStrip.tsx";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import styles from "./LookInside.module.css";
import { largestOf, paletteOf } from "./mapColors.ts";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

interface GradCamViewProps {
  readonly subject: Subject;
  readonly shown: ShownSample;
  readonly path: string;
}

/** Where the evidence for the network's answer lies, laid over the sample. */
export function GradCamView({ subject, shown, path }: GradCamViewProps) {
  const t = useT();
  const { sample, tile, version } = shown;
  const key = sample === null ? null : `${subject.weights}/${path}/${version}`;
  const { value, error } = useCall("gradCam", key, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    sample: sample ?? { part: "test", index: 0 },
    path,
    label: null,
  }));
  if (error !== null) return <p role="alert">{error}</p>;
  if (value === null) return null;
  if (!value.ok) return <ProblemNotes problems={value.problems} />;
  const name = subject.run?.classes[value.value.label] ?? String(value.value.label);
  const label = t("lookInside:evidence", { name });
  return (
    <>
      <p className={styles.hint}>{label}</p>
      {tile === null ? null : <Overlay tile={tile} evidence={value.value} label={label} />}
    </>
  );
}

const SIDE = 150;

function Overlay({
  tile,
  evidence,
  label,
}: {
  readonly tile: Tiles;
  readonly evidence: GradCamReply;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const { width, height } = context.canvas;
    context.imageSmoothingEnabled = false;
    context.drawImage(sheetOf(tileImage(tile, 0)), 0, 0, width, height);
    const heat = new ImageData(evidence.width, evidence.height);
    const largest = largestOf(evidence.values);
    const [r, g, b] = paletteOf(context.canvas).negative;
    for (const [i, value] of evidence.values.entries()) {
      heat.data.set([r, g, b, largest === 0 ? 0 : (200 * value) / largest], 4 * i);
    }
    context.imageSmoothingEnabled = true;
    context.drawImage(sheetOf(heat), 0, 0, width, height);
  }, [tile, evidence]);
  const ratio = tile.width / tile.height;
  return (
    <canvas
      ref={canvas}
      className={styles.smooth}
      width={2 * SIDE * ratio}
      height={2 * SIDE}
      style={{ width: SIDE * ratio, height: SIDE }}
      role="img"
      aria-label={label}
    />
  );
}

function sheetOf(image: ImageData): OffscreenCanvas {
  const sheet = new OffscreenCanvas(image.width, image.height);
  sheet.getContext("2d")?.putImageData(image, 0, 0);
  return sheet;
}
