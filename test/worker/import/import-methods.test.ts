/** Imports as the page asks for them: a document, its weights as a run, and training that starts from them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeBackendPorts } from "../../../cli/backend/index.ts";
import { onnxTarget } from "../../../engine/targets/onnx/target.ts";
import { safetensorsTarget } from "../../../engine/targets/safetensors/target.ts";
import type { Result } from "../../../engine/tensor/problem.ts";
import { prepareModel } from "../../../engine/training/prepare.ts";
import { memoryStore } from "../../../engine/training/store/memory-store.ts";
import type { RunStore } from "../../../engine/training/types.ts";
import { needBackend, type WorkerContext } from "../../../engine/worker/context.ts";
import type { Handlers } from "../../../engine/worker/handlers.ts";
import { createHandlers } from "../../../engine/worker/methods.ts";
import { createModelCache } from "../../../engine/worker/model-cache.ts";
import type { WorkerEvent } from "../../../engine/worker/protocol.ts";
import { startFrom } from "../../../engine/worker/start-weights.ts";
import { written } from "../../import/support.ts";
import { analysed } from "../../targets/support/cases.ts";
import { trainedWeights } from "../../targets/support/numbers.ts";
import { template } from "../../training/networks.ts";

const events: WorkerEvent[] = [];
const stores = new Map<string, RunStore>();
let context: WorkerContext;
let handlers: Handlers;

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return result.value;
};
const store = (id: string): RunStore => {
  const found = stores.get(id) ?? memoryStore();
  stores.set(id, found);
  return found;
};

beforeAll(async () => {
  context = {
    backends: nodeBackendPorts(),
    engineVersion: "0",
    onnxRuntime: () => Promise.reject(new Error("Nothing is checked here.")),
    store,
    runIds: async () => [...stores.keys()],
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
const analysis = analysed(lenet);
const weights = trainedWeights(analysis, 4);
const exportInput = { document: lenet, analysis, weights };
const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);

describe("imports for the page", () => {
  test("a network comes back as a document, its weights as a run that can be looked into", async () => {
    const file = blob(await written(onnxTarget, exportInput));
    const files = [{ name: "lenet.onnx", file }];
    const reply = value(await handlers.importNetwork({ runId: "imported", files }));
    expect(reply?.runId).toBe("imported");
    expect(reply?.params).toBe(analysis.totals.params);
    expect(reply?.report.quarantined).toEqual([]);
    const [run] = await handlers.listRuns(null);
    expect(run).toMatchObject({ id: "imported", ending: "finished", epochs: [] });
    const [convolution] = analysis.expanded.nodes.filter(({ kind }) => kind === "conv2d");
    const path = convolution?.path ?? "";
    const stored = value(await handlers.readWeights({ document: lenet, runId: "imported", path }));
    expect(stored.find(({ name }) => name === "weight")?.values).toEqual(weights.get(`${path}.weight`)?.data);
    expect(events.some((event) => event.type === "progress" && event.task === "import")).toBe(true);
  });

  test("weights go onto the document in front, and another last layer starts fresh", async () => {
    const file = blob(await written(safetensorsTarget, exportInput));
    const last = lenet.graph.nodes.findLast((node) => node.type === "layer" && node.kind === "dense");
    const nodes = lenet.graph.nodes.map((node) =>
      node === last && node.type === "layer" ? { ...node, params: { ...node.params, units: 3 } } : node,
    );
    const document = { ...lenet, graph: { ...lenet.graph, nodes } };
    const request = { runId: "onto", name: "LeNet", document, file: { name: "lenet.safetensors", file } };
    const reply = value(await handlers.importWeights(request));
    expect(reply?.report.mismatched.map(({ path }) => path)).toEqual([
      `${last?.name}.weight`,
      `${last?.name}.bias`,
    ]);
    expect(reply?.report.matched.length).toBe(weights.size - 2);
  });

  test("training starts from the weights of a run, and says what starts fresh", async () => {
    const { model, analysis: own } = value(prepareModel(lenet, needBackend(context), 4, 9));
    value(await startFrom(context, "imported", own, model));
    const begun = await model.readWeights();
    model.dispose();
    for (const [path, weight] of weights) expect(begun.get(path)?.data).toEqual(weight.data);
    const other = template("lenet5");
    const strange = value(prepareModel(other, needBackend(context), 1, 9));
    const refused = await startFrom(context, "nowhere", strange.analysis, strange.model);
    strange.model.dispose();
    expect(refused.ok ? "" : refused.problems[0]?.code).toBe("run/no-weights");
  });

  test("a pickle is refused, and a cancelled import leaves nothing", async () => {
    const pickle = await handlers.importNetwork({
      runId: "bad",
      files: [{ name: "model.pt", file: blob(Uint8Array.of(0x80, 2, 0)) }],
    });
    expect(pickle.ok ? "" : pickle.problems[0]?.code).toBe("import/pickle");
    const file = blob(await written(onnxTarget, exportInput));
    const waiting = handlers.importNetwork({ runId: "gone", files: [{ name: "lenet.onnx", file }] });
    await handlers.cancelImport(null);
    expect(value(await waiting)).toBeNull();
    expect(stores.has("gone")).toBe(false);
  });
});
