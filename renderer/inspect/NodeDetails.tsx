import { useState } from "react";
import type { ExpandedNode } from "../../engine/blocks/types.ts";
import { formatShape, isMap } from "../../engine/tensor/shape.ts";
import { useCall } from "../engine/useCall.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { Filters } from "./Filters.tsx";
import { GradCamView } from "./GradCamView.tsx";
import { Histogram } from "./Histogram.tsx";
import styles from "./LookInside.module.css";
import { MapGrid, mapsOf } from "./MapGrid.tsx";
import type { ShownSample } from "./useSample.ts";
import type { Subject } from "./useSubject.ts";

interface NodeDetailsProps {
  readonly subject: Subject;
  readonly shown: ShownSample;
  readonly node: ExpandedNode;
  readonly ready: boolean;
}

type View = "maps" | "filters" | "gradCam";

/** All of one node: its maps, filters, figures, and where the evidence lies. */
export function NodeDetails({ subject, shown, node, ready }: NodeDetailsProps) {
  const t = useT();
  const [wanted, setWanted] = useState<View>("maps");
  const shape = subject.analysis.shapes.get(node.path)?.output ?? [];
  const views: readonly View[] = [
    "maps",
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
        {view === "maps" ? <Maps subject={subject} shown={shown} node={node} ready={ready} /> : null}
        {view === "filters" ? <Filters subject={subject} path={node.path} /> : null}
        {view === "gradCam" && ready ? (
          <GradCamView subject={subject} shown={shown} path={node.path} />
        ) : null}
      </section>
    </div>
  );
}

const MOST_CHANNELS = 1024;

function Maps({ subject, shown, node, ready }: NodeDetailsProps) {
  const t = useT();
  const { sample, version } = shown;
  const key = ready && sample !== null ? `${subject.weights}/${node.path}/${version}` : null;
  const { value } = useCall("inspect", key, () => ({
    document: subject.document,
    runId: subject.run?.id ?? null,
    sample: sample ?? { part: "test", index: 0 },
    paths: [node.path],
    channels: MOST_CHANNELS,
  }));
  if (value === null) return null;
  if (!value.ok) return <ProblemNotes problems={value.problems} />;
  const [activation] = value.value;
  if (activation === undefined) return null;
  const { shape, values } = activation;
  const maps = mapsOf(shape, values);
  const label = isMap(shape)
    ? t("lookInside:mapsOf", { count: shape[0], shape: formatShape(shape.slice(1)) })
    : t("lookInside:values", { count: shape[0] ?? 0 });
  const size = isMap(shape) ? Math.max(32, Math.min(72, 2 * maps.height)) : 12 * maps.height;
  return (
    <div className={styles.maps}>
      <div>
        <p className={styles.hint}>{label}</p>
        <MapGrid
          {...maps}
          columns={Math.max(6, Math.ceil(Math.sqrt(2 * maps.count)))}
          size={size}
          label={label}
        />
      </div>
      <Histogram activation={activation} />
    </div>
  );
}
