import { ReactFlowProvider, useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { newIds } from "../../engine/document/ids.ts";
import { centre, contains } from "../../engine/targets/svg/metrics.ts";
import type { Rect } from "../../engine/targets/svg/scene.ts";
import { useActive, useServices } from "../app/services.tsx";
import { CanvasView } from "./CanvasView.tsx";
import { CanvasContext, type CanvasServices } from "./canvasContext.ts";
import { type CanvasStore, createCanvasStore } from "./canvasStore.ts";
import { createEdits } from "./edits/edits.ts";
import { glide } from "./view/animate.ts";
import { distanceAt, isAfar } from "./view/lod.ts";
import { createSight } from "./view/sight.ts";

/** The canvas of the document in front. */
export function Canvas() {
  const tab = useActive((open) => open.id);
  // Outlives the change of tabs, so that what is expanded stays so.
  const [store] = useState(createCanvasStore);
  return tab === null ? null : (
    <ReactFlowProvider key={tab}>
      <CanvasOf tab={tab} store={store} />
    </ReactFlowProvider>
  );
}

const randomInt = (bound: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % bound;

interface CanvasOfProps {
  readonly tab: string;
  readonly store: CanvasStore;
}

function CanvasOf({ tab, store }: CanvasOfProps) {
  const { documents, notices, ui } = useServices();
  const flow = useReactFlow();
  const flowStore = useStoreApi();
  const services = useMemo((): CanvasServices => {
    const visible = (): Rect => {
      const { transform, width, height } = flowStore.getState();
      const [x, y, zoom] = transform;
      return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    };
    const sight = createSight({
      toCanvas: (screen) => flow.screenToFlowPosition(screen),
      toScreen: (point) => flow.flowToScreenPosition(point),
      visible,
      labelsShown: () => !isAfar(distanceAt(flowStore.getState().transform[2])),
      bringIn: (rect) => {
        if (contains(visible(), rect)) return;
        const middle = centre(rect);
        void flow.setCenter(middle.x, middle.y, { zoom: flow.getZoom(), duration: glide() });
      },
    });
    const ids = newIds({ int: randomInt });
    const density = () => ui.getState().density;
    const edits = createEdits({ documents, notices, store, sight, newId: ids.newId, density });
    return { store, edits, sight };
  }, [documents, notices, ui, flow, flowStore, store]);
  useEffect(() => {
    store.setTab(tab);
    return store.closeAll;
  }, [store, tab]);
  useEffect(
    () =>
      store.subscribe(({ inner }, before) => {
        if (inner !== before.inner) documents.selectInner(inner);
      }),
    [store, documents],
  );
  return (
    <CanvasContext value={services}>
      <CanvasView />
    </CanvasContext>
  );
}
