import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useT } from "../../i18n/TextsProvider.tsx";
import type { NoteFlowNode } from "../view/flowTypes.ts";
import styles from "./NoteNode.module.css";
import { NoteText } from "./NoteText.tsx";
import { ResizeCorner } from "./ResizeCorner.tsx";

/** A free text on the canvas. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteFlowNode>) {
  const t = useT();
  return (
    <div className={styles.note}>
      <NoteText note={data.note} placeholder={t("canvas:note.placeholder")} className={styles.text} />
      {selected ? <ResizeCorner note={data.note} /> : null}
    </div>
  );
});

/** A frame around nodes; it takes them along when it is moved. Only its title and its border can be caught. */
export const ZoneNode = memo(function ZoneNode({ data, selected }: NodeProps<NoteFlowNode>) {
  const t = useT();
  return (
    <div className={styles.zone}>
      <NoteText note={data.note} placeholder={t("canvas:frame.placeholder")} className={styles.zoneTitle} />
      {selected ? <ResizeCorner note={data.note} /> : null}
    </div>
  );
});
