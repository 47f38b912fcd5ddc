/** Imports, loaded with the first file: training does not wait for the readers. */
import type { WorkerContext } from "../context.ts";
import type { ImportMethods } from "./importing.ts";

export function importMethods(context: WorkerContext): ImportMethods {
  let loading: Promise<ImportMethods> | null = null;
  const load = (): Promise<ImportMethods> => {
    loading ??= import("./importing.ts").then(({ createImporting }) => createImporting(context));
    return loading;
  };
  return {
    importNetwork: async (request) => (await load()).importNetwork(request),
    importWeights: async (request) => (await load()).importWeights(request),
    cancelImport: async (none) => (await load()).cancelImport(none),
  };
}
