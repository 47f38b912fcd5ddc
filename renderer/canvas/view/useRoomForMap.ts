import { useStore } from "@xyflow/react";

/** Pixels of the pane below which a map of the graph would cover the graph itself. */
const LEAST_HEIGHT = 420;

/** Whether the pane is high enough for the minimap. */
export const useRoomForMap = (): boolean => useStore(({ height }) => height === 0 || height >= LEAST_HEIGHT);
