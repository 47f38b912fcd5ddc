/** One export on its way: written, saved, looked back at. The dialog shows it; it lives as long as the dialog. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../../engine/tensor/problem.ts";
import type { CheckReply, ExportFormat, ExportReply, ExportSubject } from "../../engine/worker/values.ts";
import type { EngineClient } from "../engine/client.ts";
import type { HostApi } from "../host/HostApi.ts";
import { engineFormat, type OfferedFormat } from "./formats.ts";

export type ExportStep =
  | { readonly type: "choosing" }
  | { readonly type: "writing"; readonly share: number }
  | { readonly type: "saving" }
  | { readonly type: "saved"; readonly file: ExportReply; readonly name: string; readonly look: Look }
  | { readonly type: "failed"; readonly problems: readonly Problem[] };

/** The look back at what was saved. */
export type Look =
  | { readonly type: "none" }
  | { readonly type: "looking" }
  | { readonly type: "seen"; readonly report: CheckReply }
  | { readonly type: "failed"; readonly problems: readonly Problem[] };

export interface ExportState {
  readonly format: OfferedFormat;
  readonly runId: string | null;
  /** Of the document in front, by format; `null` until they are known. */
  readonly problems: Readonly<Record<ExportFormat, readonly Problem[]>> | null;
  readonly step: ExportStep;
}

export interface ExportStore extends StoreApi<ExportState> {
  choose(choice: { readonly format?: OfferedFormat; readonly runId?: string | null }): void;
  learnProblems(document: ExportSubject["document"]): Promise<void>;
  write(subject: ExportSubject, look: Looks & { readonly base: string }): Promise<void>;
  cancel(): void;
  /** Needs an open backend. */
  check(subject: ExportSubject): Promise<void>;
}

interface Ports {
  readonly engine: EngineClient;
  readonly host: Pick<HostApi, "exportFile">;
  /** Draws SVG text as PNG. */
  readonly drawPng: (svg: string) => Promise<Uint8Array<ArrayBuffer>>;
}
/** How what is exported reads and looks. */
interface Looks {
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
  /** SVG text, for formats that hold a picture of the network. */
  readonly picture?: string;
}

export function createExportStore(
  { engine, host, drawPng }: Ports,
  first: Partial<ExportState>,
): ExportStore {
  const store = createStore<ExportState>(() => ({
    format: "onnx",
    runId: null,
    problems: null,
    step: { type: "choosing" },
    ...first,
  }));
  const step = (next: ExportStep): void => store.setState({ step: next });
  const look = (next: Look): void => {
    const { step: now } = store.getState();
    if (now.type === "saved") step({ ...now, look: next });
  };

  return {
    ...store,
    choose: (choice) => store.setState({ ...choice, step: { type: "choosing" } }),
    async learnProblems(document) {
      store.setState({ problems: await engine.call("exportProblems", { document }) });
    },
    async write(subject, { base, ...looks }) {
      const { format } = store.getState();
      step({ type: "writing", share: 0 });
      const stop = engine.listen((event) => {
        if (event.type !== "progress" || event.task !== "export") return;
        if (store.getState().step.type === "writing")
          step({ type: "writing", share: event.done / event.total });
      });
      try {
        const written = await engine.call("exportNetwork", {
          ...subject,
          ...looks,
          format: engineFormat(format),
        });
        if (!written.ok) {
          step({ type: "failed", problems: written.problems });
          return;
        }
        if (written.value === null) {
          step({ type: "choosing" });
          return;
        }
        step({ type: "saving" });
        const file = format === "png" ? await asPng(written.value, drawPng) : written.value;
        const name = `${base}${file.ending}`;
        const saved = await host.exportFile(name, file.mimeType, file.blob);
        if (!saved.ok) step({ type: "failed", problems: saved.problems });
        else if (!saved.value) step({ type: "choosing" });
        else step({ type: "saved", file, name, look: { type: "none" } });
      } catch (error) {
        step({ type: "choosing" });
        throw error;
      } finally {
        stop();
      }
    },
    cancel: () => void engine.call("cancelExport", null),
    async check(subject) {
      const { step: now, format } = store.getState();
      if (now.type !== "saved") return;
      look({ type: "looking" });
      const seen = await engine
        .call("checkExport", { ...subject, format: engineFormat(format), blob: now.file.blob })
        .catch((error: unknown) => {
          look({ type: "none" });
          throw error;
        });
      look(seen.ok ? { type: "seen", report: seen.value } : { type: "failed", problems: seen.problems });
    },
  };
}

async function asPng(svg: ExportReply, drawPng: Ports["drawPng"]): Promise<ExportReply> {
  const blob = new Blob([await drawPng(await svg.blob.text())], { type: "image/png" });
  return { blob, mimeType: "image/png", ending: ".png", paths: ["model.png"], checkable: false };
}
