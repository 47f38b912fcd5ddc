import { useState } from "react";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { isStepped } from "../../engine/learn/unit.ts";
import { formatShape, isMap } from "../../engine/tensor/shape.ts";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { FieldView } from "./FieldView.tsx";
import { Filters } from "./Filters.tsx";
import { GradCamView } from "./GradCamView.tsx";
import { Histogram } from "./Histogram.tsx";
import styles from "./LookInside.module.css";
import { MapGrid, mapsOf } from "./MapGrid.tsx";
import { MapPicker, type PickedUnit } from "./MapPicker.tsx";
import { StepThrough } from "./StepThrough.tsx";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

interface NodeDetailsProps {
  readonly subject: Subject;
  readonly shown: ShownSample;
  readonly node: ExpandedNode;
  readonly ready: boolean;
}

type View = "maps" | "step" | "filters" | "gradCam";

/** All of one node: its maps, filters, figures, and where the evidence lies. */
export function NodeDetails({ subject, shown, node, ready }: NodeDetailsProps) {
  const t = useT();
  const [wanted, setWanted] = useState<View>("maps");
  const shape = subject.analysis.shapes.get(node.path)?.output ?? [];
  const views: readonly View[] = [
    "maps",
    ...(isStepped(node.kind) ? (["step"] as const) : []),
    ...(/conv/i.test(node.kind) ? (["filters"] as const) : []),
    ...(isMap(shape) && node.kind !== "input" ? (["gradCam"] as const) : []),
  ];
  const view = views.includes(wanted) ? wanted : "maps";
  return (
    <div className={styles.details}>
      <div className={styles.head}>
        <strong>{node.path}</strong>
        <Segmented
          label={t("lookInside:view")}
          value={view}
          options={views.map((value) => ({ value, label: t(`lookInside:${value}`) }))}
          onChange={setWanted}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={node.path}>
        {view === "maps" || view === "step" ? (
          <Maps subject={subject} shown={shown} node={node} ready={ready} step={view === "step"} />
        ) : null}
        {view === "filters" ? <Filters subject={subject} path={node.path} /> : null}
        {view === "gradCam" && ready ? (
          <GradCamView subject={subject} shown={shown} path={node.path} />
        ) : null}
      </section>
    </div>
  );
}

const MOST_CHANNELS = 1024;

/** What a node gives, all channels of it, and what it reads. */
function useMaps({ subject, shown, node, ready }: NodeDetailsProps) {
  const { sample, version } = shown;
  const from = node.inputs[0]?.from;
  const key = ready && sample !== null ? `${subject.weights}/${node.path}/${version}` : null;
  return useCall("inspect", key, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    sample: sample ?? { part: "test", index: 0 },
    paths: from === undefined ? [node.path] : [node.path, from],
    channels: MOST_CHANNELS,
  })).value;
}

function Maps(props: NodeDetailsProps & { readonly step: boolean }) {
  const { subject, shown, node, step } = props;
  const t = useT();
  const value = useMaps(props);
  const [wanted, setWanted] = useState<PickedUnit | null>(null);
  if (value === null) return null;
  if (!value.ok) return <ProblemNotes problems={value.problems} />;
  const activation = value.value.find(({ path }) => path === node.path);
  if (activation === undefined) return null;
  const input = value.value.find(({ path }) => path === node.inputs[0]?.from);
  const { shape, values } = activation;
  const maps = mapsOf(shape, values);
  const unit = within(wanted ?? middleOf(maps), maps);
  const label = isMap(shape)
    ? t("lookInside:mapsOf", { count: shape[0], shape: formatShape(shape.slice(1)) })
    : t("lookInside:values", { count: shape[0] ?? 0 });
  const size = isMap(shape) ? Math.max(32, Math.min(72, 2 * maps.height)) : 12 * maps.height;
  const grid = { ...maps, columns: Math.max(6, Math.ceil(Math.sqrt(2 * maps.count))), size, label };
  const at = (unit.channel * maps.height + unit.row) * maps.width + unit.column;
  return (
    <div className={styles.maps}>
      {step && input !== undefined ? (
        <StepThrough subject={subject} node={node} input={input} unit={unit} />
      ) : null}
      <div>
        <p className={styles.hint}>{isMap(shape) ? `${label} · ${t("lookInside:pickHint")}` : label}</p>
        {isMap(shape) ? <MapPicker {...grid} unit={unit} onPick={setWanted} /> : <MapGrid {...grid} />}
      </div>
      {isMap(shape) ? (
        <FieldView
          subject={subject}
          shown={shown}
          path={node.path}
          output={shape}
          unit={unit}
          value={values[at] ?? Number.NaN}
        />
      ) : null}
      {step ? null : <Histogram activation={activation} />}
    </div>
  );
}

const middleOf = ({ height, width }: { readonly height: number; readonly width: number }): PickedUnit => ({
  channel: 0,
  row: Math.floor((height - 1) / 2),
  column: Math.floor((width - 1) / 2),
});

/** Another node has other maps. */
const within = (
  unit: PickedUnit,
  { count, height, width }: { readonly count: number; readonly height: number; readonly width: number },
): PickedUnit => ({
  channel: Math.min(unit.channel, count - 1),
  row: Math.min(unit.row, height - 1),
  column: Math.min(unit.column, width - 1),
});
