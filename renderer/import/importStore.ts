/** One import from the choice of a file to its report. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import type { ImportReply, WeightsReply } from "../../engine/worker/values.ts";
import type { EngineClient } from "../engine/client.ts";
import { hostProblem } from "../host/messages.ts";
import { isWeights, mainFirst } from "./importable.ts";

export type ImportStep =
  | { readonly type: "choosing" }
  | { readonly type: "reading"; readonly name: string; readonly share: number }
  | { readonly type: "network"; readonly name: string; readonly reply: ImportReply }
  | { readonly type: "weights"; readonly name: string; readonly reply: WeightsReply }
  | { readonly type: "failed"; readonly name: string; readonly problems: readonly Problem[] };

export interface ImportPorts {
  readonly engine: EngineClient;
  newRunId(): string;
  /** The network that weights would belong to: the document in front. */
  target(): { readonly document: GraphDocument; readonly title: string } | null;
  /** A network is there: it is opened, and its weights are what training starts from. */
  opened(reply: ImportReply): void;
  /** Weights are there for the document in front. */
  attached(runId: string): void;
}
export interface ImportStore extends StoreApi<{ readonly step: ImportStep }> {
  read(files: readonly File[]): Promise<void>;
  cancel(): void;
}

export function createImportStore(ports: ImportPorts): ImportStore {
  const store = createStore<{ readonly step: ImportStep }>(() => ({ step: { type: "choosing" } }));
  const show = (step: ImportStep): void => store.setState({ step });

  async function network(files: readonly File[], name: string): Promise<void> {
    const named = files.map((file) => ({ name: file.name, file }));
    const result = await ports.engine.call("importNetwork", { runId: ports.newRunId(), files: named });
    if (!result.ok) return show({ type: "failed", name, problems: result.problems });
    if (result.value === null) return show({ type: "choosing" });
    ports.opened(result.value);
    show({ type: "network", name, reply: result.value });
  }

  async function weights(file: File): Promise<void> {
    const { name } = file;
    const target = ports.target();
    if (target === null)
      return show({ type: "failed", name, problems: [hostProblem("host/no-network", { name })] });
    const request = {
      runId: ports.newRunId(),
      name: `${target.title} · ${name}`,
      document: target.document,
      file: { name, file },
    };
    const result = await ports.engine.call("importWeights", request);
    if (!result.ok) return show({ type: "failed", name, problems: result.problems });
    if (result.value === null) return show({ type: "choosing" });
    ports.attached(result.value.runId);
    show({ type: "weights", name, reply: result.value });
  }

  return {
    ...store,
    async read(chosen) {
      const files = mainFirst(chosen);
      const [first] = files;
      if (first === undefined) return;
      show({ type: "reading", name: first.name, share: 0 });
      const silence = ports.engine.listen((event) => {
        if (event.type !== "progress" || event.task !== "import") return;
        show({ type: "reading", name: first.name, share: event.done / event.total });
      });
      try {
        await (isWeights(first.name) ? weights(first) : network(files, first.name));
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        show({
          type: "failed",
          name: first.name,
          problems: [hostProblem("host/import-broken", { name: first.name, detail })],
        });
      } finally {
        silence();
      }
    },
    cancel: () => void ports.engine.call("cancelImport", null),
  };
}
