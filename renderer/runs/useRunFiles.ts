import type { RunSummary } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { fileNameOf, metricsCsv, metricsJson } from "./metricsFile.ts";
import { runTitle } from "./runFacts.ts";

export interface RunFiles {
  saveWeights(): Promise<void>;
  saveCsv(): Promise<void>;
  saveJson(): Promise<void>;
  saveTensorBoard(): Promise<void>;
}

/** A run's files, each saved where the person says. */
export function useRunFiles(run: RunSummary): RunFiles {
  const { engine, host, notices } = useServices();
  const t = useT();
  const base = fileNameOf(runTitle(run));
  const save = async (name: string, type: string, bytes: Uint8Array): Promise<void> => {
    const saved = await host.exportFile(name, type, bytes);
    if (!saved.ok) for (const problem of saved.problems) notices.problem(problem);
  };
  const saveText = (name: string, type: string, text: string): Promise<void> =>
    save(name, type, new TextEncoder().encode(text));
  /** The first file below, under its own name or `name`. */
  const saveFile = async (prefix: string, nameIt: (path: string) => string): Promise<void> => {
    const [file] = await engine.call("readRunFiles", { runId: run.id, prefix });
    if (file === undefined) {
      notices.show({ tone: "warning", content: { title: t("runs:notYet"), detail: t("runs:notYetDetail") } });
      return;
    }
    await save(nameIt(file.path), "application/octet-stream", file.bytes);
  };
  return {
    saveWeights: () => saveFile("weights.safetensors", () => `${base}.safetensors`),
    saveTensorBoard: () => saveFile("tensorboard/", (path) => path.slice(path.lastIndexOf("/") + 1)),
    async saveCsv() {
      await saveText(`${base}.csv`, "text/csv", metricsCsv(await engine.call("readCurves", run.id)));
    },
    async saveJson() {
      const curves = await engine.call("readCurves", run.id);
      await saveText(`${base}.json`, "application/json", metricsJson(run, curves));
    },
  };
}
