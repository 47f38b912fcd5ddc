/** Exports as the page asks for them: problems, files, cancelling, looking back. */
import { unzipSync } from "fflate";
import * as ort from "onnxruntime-web";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeBackendPorts } from "../../../cli/backend/index.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { EXPORT_FORMATS } from "../../../engine/targets/support/format-names.ts";
import type { Result } from "../../../engine/tensor/problem.ts";
import { memoryStore } from "../../../engine/training/store/memory-store.ts";
import type { WorkerContext } from "../../../engine/worker/context.ts";
import type { Handlers } from "../../../engine/worker/handlers.ts";
import { createHandlers } from "../../../engine/worker/methods.ts";
import { createModelCache } from "../../../engine/worker/model-cache.ts";
import type { WorkerEvent } from "../../../engine/worker/protocol.ts";
import type { ExportFormat } from "../../../engine/worker/values.ts";
import { documentOf, graph, layer } from "../../document/builder.ts";
import { template } from "../../training/networks.ts";

const events: WorkerEvent[] = [];
let context: WorkerContext;
let handlers: Handlers;

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return result.value;
};

beforeAll(async () => {
  context = {
    backends: nodeBackendPorts(),
    engineVersion: "0",
    onnxRuntime: async () => ort,
    store: () => memoryStore(),
    runIds: async () => [],
    runPaths: async () => [],
    emit: (event) => void events.push(event),
    backend: null,
    dataset: null,
    lost: false,
    resize: null,
    normalization: null,
    live: new Map(),
    models: createModelCache(),
    inUse: new Set(),
  };
  handlers = createHandlers(context);
  value(await handlers.openBackend("cpu"));
});
afterAll(async () => {
  await context.backend?.dispose();
});

const lenet = template("lenet");

async function exported(document: GraphDocument, format: ExportFormat) {
  const reply = value(await handlers.exportNetwork({ document, runId: null, format }));
  if (reply === null) throw new Error("cancelled");
  return reply;
}

describe("exports for the page", () => {
  test.each(EXPORT_FORMATS)(
    "%s is written, with progress, and looked back at where it can be",
    async (format) => {
      events.length = 0;
      const { blob, checkable, ending, paths } = await exported(lenet, format);
      expect(blob.size).toBeGreaterThan(500);
      expect(ending.startsWith(".") && paths.length > 0).toBe(true);
      const shares = events.flatMap((event) => (event.type === "progress" ? [event.done] : []));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBeGreaterThan(30);
      const report = await handlers.checkExport({ document: lenet, runId: null, format, blob });
      expect(report.ok).toBe(checkable);
      if (!report.ok) return;
      expect(report.value.agrees).toBe(true);
      if (report.value.how === "runtime") expect(report.value.inputs).toBe(100);
      else expect(report.value.largestDifference === null).toBe(format !== "keras");
    },
  );

  test("several files come as a zip", async () => {
    const { blob, paths } = await exported(lenet, "tfjs");
    const entries = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(Object.keys(entries)).toEqual(paths);
    expect(paths).toContain("model.json");
  });

  test("a look back finds other weights", async () => {
    const other = { ...lenet, training: { ...lenet.training, seed: 99 } };
    for (const format of ["onnx", "tfjs", "keras", "html", "safetensors"] as const) {
      const { blob } = await exported(other, format);
      const report = value(await handlers.checkExport({ document: lenet, runId: null, format, blob }));
      expect(report.agrees).toBe(false);
    }
  });

  test("a look back says that a cut file does not load", async () => {
    const { blob } = await exported(lenet, "onnx");
    const cut = blob.slice(0, 1000);
    const report = await handlers.checkExport({ document: lenet, runId: null, format: "onnx", blob: cut });
    expect(report).toMatchObject({ ok: false, problems: [{ code: "check/unreadable" }] });
  });

  test("what a format cannot express is known before, by node", async () => {
    const nodes = [layer("input", "input"), layer("lrn", "localResponseNorm"), layer("output", "output")];
    const document = documentOf(graph(nodes, "input>lrn lrn>output"));
    const found = await handlers.exportProblems({ document });
    expect(found.tfjs).toMatchObject([{ code: "stock/local-response-norm", path: "lrn" }]);
    expect(found.onnx).toEqual([]);
    const refused = await handlers.exportNetwork({ document, runId: null, format: "tfjs" });
    expect(refused).toMatchObject({ ok: false, problems: found.tfjs });
  });

  test("a cancelled export gives nothing", async () => {
    const exporting = handlers.exportNetwork({ document: lenet, runId: null, format: "onnx" });
    await handlers.cancelExport(null);
    expect(await exporting).toEqual({ ok: true, value: null });
  });

  test("a run that is not there is said so", async () => {
    const refused = await handlers.exportNetwork({ document: lenet, runId: "gone", format: "onnx" });
    expect(refused).toMatchObject({ ok: false, problems: [{ code: "run/not-a-run" }] });
  });
});
