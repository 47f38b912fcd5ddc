import { useMemo } from "react";
import type { Analysis } from "../../engine/analysis/types.ts";
import { useActive, useAnalysis } from "../app/services.tsx";
import type { OpenDocument } from "../state/types.ts";
import { DocumentPanel } from "./panels/DocumentPanel.tsx";
import { LayerPanel } from "./panels/LayerPanel.tsx";
import { placeOf } from "./subject/place.ts";
import { subjectOf } from "./subject/subject.ts";

/** Everything about what is selected: forms to change it, and what follows from it. */
export function Inspector() {
  const tab = useActive((open) => open);
  const analysis = useAnalysis((derived) => derived);
  return tab === null || analysis === null ? null : <InspectorOf tab={tab} analysis={analysis} />;
}

function InspectorOf({ tab, analysis }: { readonly tab: OpenDocument; readonly analysis: Analysis }) {
  const place = useMemo(() => placeOf(tab, analysis), [tab, analysis]);
  const subject = subjectOf(place, tab.selection);
  switch (subject.type) {
    case "layers": {
      const key = subject.nodes.map(({ id }) => id).join(" ");
      return <LayerPanel key={key} place={place} kind={subject.kind} nodes={subject.nodes} />;
    }
    default:
      return <DocumentPanel key={tab.id} place={place} />;
  }
}
