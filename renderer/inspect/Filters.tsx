import { formatShape } from "../../engine/tensor/shape.ts";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import styles from "./LookInside.module.css";
import { MapGrid } from "./MapGrid.tsx";
import type { Subject } from "./useSubject.ts";

const MOST_FILTERS = 64;
const MOST_CHANNELS = 24;

/** The kernels of a convolution: a row a filter, a column a channel. */
export function Filters({ subject, path }: { readonly subject: Subject; readonly path: string }) {
  const t = useT();
  const { value } = useCall("readWeights", `${subject.weights}/${path}`, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    path,
  }));
  if (value === null) return null;
  if (!value.ok) return <ProblemNotes problems={value.problems} />;
  const weight = value.value.find(({ name, shape }) => name === "weight" && shape.length === 4);
  if (weight === undefined) return <p className={styles.hint}>{t("lookInside:noFilters")}</p>;
  const [all = 0, ofChannels = 0, height = 1, width = 1] = weight.shape;
  const filters = Math.min(all, MOST_FILTERS);
  const channels = Math.min(ofChannels, MOST_CHANNELS);
  const area = height * width;
  const shown = new Float32Array(filters * channels * area);
  for (let f = 0; f < filters; f++) {
    const from = f * ofChannels * area;
    shown.set(weight.values.subarray(from, from + channels * area), f * channels * area);
  }
  const label = t("lookInside:someFilters", {
    filters,
    ofFilters: all,
    channels,
    ofChannels,
    size: formatShape([height, width]),
  });
  return (
    <>
      <p className={styles.hint}>{label}</p>
      <MapGrid
        values={shown}
        count={filters * channels}
        height={height}
        width={width}
        columns={channels === 1 ? 16 : channels}
        size={Math.max(14, 6 * height)}
        label={label}
      />
    </>
  );
}
