import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";

/** Opens the backend, and the data where a source is given. True once all of it is there. */
export function useReady(source: string | null): boolean {
  const { training } = useServices();
  const backend = useStore(training, (state) => state.backendStatus === "open");
  const dataStatus = useStore(training, (state) => state.dataStatus);
  const opened = useStore(training, ({ data }) => data?.source ?? null);
  const [failed, setFailed] = useState<string | null>(null);
  const hasData = source === null || (dataStatus === "open" && opened === source);
  useEffect(() => {
    if (!backend) void training.openBackend();
  }, [training, backend]);
  useEffect(() => {
    // what lies on disk can only be opened by a person
    if (hasData || source === null || source === failed || dataStatus === "opening") return;
    if (opened !== null && !source.startsWith("builtin:")) return;
    void training.openSource(source).then((done) => {
      if (!done) setFailed(source);
    });
  }, [training, source, failed, hasData, opened, dataStatus]);
  return backend && hasData;
}
