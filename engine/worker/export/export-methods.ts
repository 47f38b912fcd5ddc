/** Exports, loaded with the first question about one: training does not wait for the targets. */
import type { WorkerContext } from "../context.ts";
import type { ExportMethods } from "./exporting.ts";

export function exportMethods(context: WorkerContext): ExportMethods {
  let loading: Promise<ExportMethods> | null = null;
  const load = (): Promise<ExportMethods> => {
    loading ??= import("./exporting.ts").then(({ createExporting }) => createExporting(context));
    return loading;
  };
  return {
    exportProblems: async (request) => (await load()).exportProblems(request),
    exportNetwork: async (request) => (await load()).exportNetwork(request),
    cancelExport: async (none) => (await load()).cancelExport(none),
    checkExport: async (request) => (await load()).checkExport(request),
  };
}
