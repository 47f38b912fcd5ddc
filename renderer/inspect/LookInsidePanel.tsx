import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { originKey } from "../../engine/blocks/origin.ts";
import { elements } from "../../engine/tensor/shape.ts";
import { useActive, useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { ProblemNotes } from "../training/ProblemNotes.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import styles from "./LookInside.module.css";
import { NodeDetails } from "./NodeDetails.tsx";
import { NodeList } from "./NodeList.tsx";
import { SampleChooser } from "./SampleChooser.tsx";
import { useActivations } from "./useActivations.ts";
import { useReady } from "./useReady.ts";
import { useSample } from "./useSample.ts";
import { type Subject, useSubject } from "./useSubject.ts";

/** What every node of a network makes of one sample. */
export function LookInsidePanel() {
  const t = useT();
  const subject = useSubject();
  return subject === null ? (
    <EmptyState title={t("lookInside:noNetwork")} detail={t("lookInside:noNetworkHint")} />
  ) : (
    <LookInside subject={subject} />
  );
}

function LookInside({ subject }: { readonly subject: Subject }) {
  const t = useT();
  const { look, training } = useServices();
  const source = subject.run?.source ?? subject.document.training.data;
  const stored = useStore(look, ({ sample }) => sample === null || "index" in sample);
  const ready = useReady(stored && source !== "" ? source : null);
  const opened = useStore(training, (state) => state.data);
  const fits = opened !== null && elements(opened.shape) === elements(subject.input);
  const shown = useSample(subject.input, fits);
  const usable =
    ready &&
    shown.sample !== null &&
    ("pixels" in shown.sample ? shown.sample.pixels.length === elements(subject.input) : fits);
  useEffect(() => {
    // something to look at from the start
    if (ready && fits && look.getState().sample === null) look.choose({ part: "test", index: 0 });
  }, [look, ready, fits]);
  const { value, error } = useActivations(subject, shown, usable);
  const activations = useMemo(
    () => new Map(value?.ok === true ? value.value.map((reply) => [reply.path, reply]) : []),
    [value],
  );
  const { nodes } = subject.analysis.expanded;
  const [chosen, choose] = useChosenNode(subject);
  const node =
    nodes.find(({ path }) => path === chosen) ?? nodes.find(({ kind }) => kind === "conv2d") ?? nodes[0];
  const output = activations.get(nodes.find(({ kind }) => kind === "output")?.path ?? "");
  const best = output === undefined ? -1 : output.values.indexOf(output.max);
  return (
    <div className={styles.panel}>
      <SampleChooser
        subject={subject}
        shown={shown}
        answer={best < 0 || subject.run === null ? null : (subject.run.classes[best] ?? String(best))}
      />
      <NodeList nodes={nodes} activations={activations} chosen={node?.path ?? null} onChoose={choose} />
      <div className={styles.right}>
        {value?.ok === false ? <ProblemNotes problems={value.problems} /> : null}
        {error === null ? null : <p role="alert">{error}</p>}
        {!ready && source !== "" ? (
          <p className={styles.hint}>{t("lookInside:otherData", { source })}</p>
        ) : null}
        {shown.sample === null ? <p className={styles.hint}>{t("lookInside:pickSample")}</p> : null}
        {node === undefined ? null : (
          <NodeDetails subject={subject} shown={shown} node={node} ready={usable} />
        )}
      </div>
    </div>
  );
}

/** The node chosen in the list, until another is selected on the canvas. */
function useChosenNode(subject: Subject): readonly [string | null, (path: string) => void] {
  const { documents } = useServices();
  const selection = useActive((tab) => tab.selection.nodes);
  const scope = useActive((tab) => tab.scope);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const [id] = selection ?? [];
    if (id === undefined || scope === null) return;
    const tab = documents.active();
    if (tab === null) return;
    const key = originKey([...scope.map(({ node }) => node), id]);
    const path = documents.analysis(tab).expanded.outputs.get(key);
    if (path !== undefined && subject.analysis.shapes.has(path)) setChosen(path);
  }, [documents, selection, scope, subject]);
  return [chosen, setChosen];
}
