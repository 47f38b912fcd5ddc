import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { Analysis } from "../../engine/analysis/types.ts";
import { useActive, useAnalysis, useServices, useUi } from "../app/services.tsx";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { type OpenDocument, presentOf } from "../state/types.ts";
import { useCanvasActions } from "./actions/useCanvasActions.ts";
import { useCanvasKeys } from "./actions/useCanvasKeys.ts";
import { useClipboard } from "./actions/useClipboard.ts";
import styles from "./CanvasView.module.css";
import { useCanvas } from "./canvasContext.ts";
import { createForesight, createJudge, type JudgePorts } from "./edits/judge.ts";
import { Flow } from "./Flow.tsx";
import { useConnectMark } from "./gestures/useConnectMark.ts";
import { usePaletteDrop } from "./gestures/usePaletteDrop.ts";
import { usePointerGestures } from "./gestures/usePointerGestures.ts";
import { CanvasMenu } from "./menus/CanvasMenu.tsx";
import { ConnectDialog } from "./menus/ConnectDialog.tsx";
import { ConnectHint } from "./overlays/ConnectHint.tsx";
import { EmptyHint } from "./overlays/EmptyHint.tsx";
import { HeatLegend } from "./overlays/HeatLegend.tsx";
import { Minimap } from "./overlays/Minimap.tsx";
import { ProblemCard } from "./overlays/ProblemCard.tsx";
import { ScopePath } from "./overlays/ScopePath.tsx";
import { ViewTools } from "./overlays/ViewTools.tsx";
import { QuickAddPopover } from "./quickAdd/QuickAddPopover.tsx";
import { useFlowSync } from "./view/useFlowSync.ts";
import { useRoomForMap } from "./view/useRoomForMap.ts";
import { useScene } from "./view/useScene.ts";

/** The graph and everything that floats over it. An edit draws only what it changed; gestures and menus stay. */
export function CanvasView() {
  const { store, sight } = useCanvas();
  const { documents } = useServices();
  const texts = useTexts();
  const pane = useRef<HTMLDivElement>(null);
  const density = useUi((settings) => settings.density);

  const latestTexts = useRef(texts);
  useEffect(() => {
    latestTexts.current = texts;
  }, [texts]);
  const { judge, foresee } = useMemo(() => {
    const ports: JudgePorts = {
      document: () => {
        const active = documents.active();
        return active === null ? null : presentOf(active);
      },
      analysis: () => {
        const active = documents.active();
        return active === null ? null : documents.analysis(active);
      },
      words: () => {
        const { t, engine } = latestTexts.current;
        return {
          sameDirection: (direction) =>
            t(direction === "out" ? "canvas:connect.twoOutputs" : "canvas:connect.twoInputs"),
          otherGraph: t("canvas:connect.otherGraph"),
          problem: (problem) => engine.problem(problem).message,
        };
      },
    };
    return { judge: createJudge(ports), foresee: createForesight(ports) };
  }, [documents]);
  const onPointerDown = usePointerGestures(judge, foresee);
  const onKeyDown = useCanvasKeys(pane);
  useConnectMark(pane);
  useCanvasActions(pane);
  useClipboard();
  usePaletteDrop(pane);

  return (
    <CanvasMenu>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: gestures of the canvas; every one of them has a key as well */}
      <div
        ref={pane}
        className={styles.pane}
        data-canvas=""
        data-density={density}
        data-distance="mid"
        onPointerDownCapture={onPointerDown}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const key = event.target.matches(".react-flow__node:focus-visible")
            ? event.target.dataset.id
            : undefined;
          if (key !== undefined) sight.reveal(key);
        }}
        onDoubleClick={(event) => {
          if (!(event.target instanceof Element) || !event.target.matches(".react-flow__pane")) return;
          const screen = { x: event.clientX, y: event.clientY };
          store.setState({
            quickAdd: { screen, at: sight.toCanvas(screen), from: null, wire: null, after: null },
          });
        }}
      >
        <Front pane={pane} />
        <ViewTools />
        <ConnectHint />
        <ProblemCard />
        <QuickAddPopover />
        <ConnectDialog judge={judge} foresee={foresee} />
      </div>
    </CanvasMenu>
  );
}

interface PaneProps {
  readonly pane: RefObject<HTMLDivElement | null>;
}

/** What follows the document. */
function Front({ pane }: PaneProps) {
  const tab = useActive((active) => active);
  const analysis = useAnalysis((derived) => derived);
  return tab === null || analysis === null ? null : <Graph tab={tab} analysis={analysis} pane={pane} />;
}

interface GraphProps extends PaneProps {
  readonly tab: OpenDocument;
  readonly analysis: Analysis;
}

function Graph({ tab, analysis, pane }: GraphProps) {
  const wanted = useUi((settings) => settings.minimap);
  const minimap = useRoomForMap() && wanted;
  const seen = useScene(tab, analysis);
  useFlowSync(seen);
  const { nodes, notes } = seen.scene;
  return (
    <>
      <Flow seen={seen} pane={pane} />
      {nodes.length === 0 && notes.length === 0 ? <EmptyHint scope={seen.scope} /> : null}
      <ScopePath tab={tab} />
      {minimap ? <Minimap scene={seen.scene} /> : null}
      <HeatLegend nodes={nodes} />
    </>
  );
}
