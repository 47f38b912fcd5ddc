import { useMemo } from "react";
import type { Analysis } from "../../engine/analysis/types.ts";
import { useActive, useAnalysis } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import type { OpenDocument } from "../state/types.ts";
import { BlockPanel } from "./panels/BlockPanel.tsx";
import { DefinitionPanel } from "./panels/DefinitionPanel.tsx";
import { DocumentPanel } from "./panels/DocumentPanel.tsx";
import { LayerPanel } from "./panels/LayerPanel.tsx";
import { CountPanel, SeveralPanel } from "./panels/SeveralPanel.tsx";
import { NotePanel, PortPanel, UnknownPanel } from "./panels/SmallPanels.tsx";
import { WirePanel } from "./panels/WirePanel.tsx";
import { chosenNodes } from "./subject/inner.ts";
import { placeOf } from "./subject/place.ts";
import { subjectOf } from "./subject/subject.ts";

/** Everything about what is selected: forms to change it, and what follows from it. */
export function Inspector() {
  const tab = useActive((open) => open);
  const analysis = useAnalysis((derived) => derived);
  return tab === null || analysis === null ? null : <InspectorOf tab={tab} analysis={analysis} />;
}

function InspectorOf({ tab, analysis }: { readonly tab: OpenDocument; readonly analysis: Analysis }) {
  const { place, selection } = useMemo(() => {
    const chosen = chosenNodes(tab);
    const nodes = new Set(chosen.nodes.map(({ id }) => id));
    return { place: placeOf(tab, analysis, chosen), selection: { ...tab.selection, nodes } };
  }, [tab, analysis]);
  const t = useT();
  const subject = subjectOf(place, selection);
  switch (subject.type) {
    case "layers":
      return (
        <LayerPanel key={keyOf(subject.nodes)} place={place} kind={subject.kind} nodes={subject.nodes} />
      );
    case "blocks":
      return <BlockPanel key={keyOf(subject.nodes)} place={place} nodes={subject.nodes} />;
    case "several":
      return <SeveralPanel key={keyOf(subject.nodes)} place={place} nodes={subject.nodes} />;
    case "port":
      return <PortPanel key={subject.node.id} place={place} node={subject.node} />;
    case "unknown":
      return <UnknownPanel key={subject.node.id} place={place} node={subject.node} />;
    case "wire":
      return <WirePanel key={subject.edge.id} place={place} edge={subject.edge} />;
    case "wires":
      return <CountPanel title={t("inspector:several.wires", { count: subject.edges.length })} />;
    case "note":
      return <NotePanel key={subject.note.id} place={place} note={subject.note} />;
    case "notes":
      return <CountPanel title={t("inspector:several.notes", { count: subject.count })} />;
    case "definition":
      return place.block === null ? null : (
        <DefinitionPanel key={place.instance.join("/")} place={place} block={place.block} />
      );
    case "document":
      return <DocumentPanel key={tab.id} place={place} />;
  }
}

/** Another selection is another form: no draft of one field ends up in another. */
const keyOf = (nodes: readonly { readonly id: string }[]): string => nodes.map(({ id }) => id).join(" ");
