import { useEffect, useState } from "react";
import type { RunCurves } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";

const NONE: ReadonlyMap<string, RunCurves> = new Map();

/** Curves of the runs asked for, as they arrive; `version` asks for them anew. */
export function useCurves(ids: readonly string[], version: string): ReadonlyMap<string, RunCurves> {
  const { engine } = useServices();
  const [curves, setCurves] = useState(NONE);
  const key = `${ids.join()}|${version}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` holds the ids
  useEffect(() => {
    let stale = false;
    const read = async (): Promise<void> => {
      const entries: (readonly [string, RunCurves])[] = [];
      for (const id of ids) entries.push([id, await engine.call("readCurves", id)]);
      if (!stale) setCurves(new Map(entries));
    };
    read().catch((error: unknown) => {
      // the engine was restarted meanwhile: what is shown stays
      if (!stale) console.warn(error);
    });
    return () => {
      stale = true;
    };
  }, [engine, key]);
  return curves;
}
