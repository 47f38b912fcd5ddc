/** Frozen layers travel: every export that can say it says it, and imports read it again. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { importNetwork } from "../../../engine/import/open.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportFormat } from "../../../engine/targets/support/format-names.ts";
import { exportTargets } from "../../../engine/targets/support/formats.ts";
import { frozenPaths } from "../../../engine/targets/support/frozen.ts";
import { initialWeights, weightEntries } from "../../../engine/targets/support/network.ts";
import { frozen } from "../../support/frozen.ts";
import { analysed } from "../support/cases.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const resnet = frozen(loadGraph("small-resnet"), ["stem", "stage1"]);

async function written(
  document: GraphDocument,
  format: ExportFormat,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const analysis = analysed(document);
  const result = await exportTargets[format].write({
    document,
    analysis,
    weights: initialWeights(analysis, 1),
  });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return new Map(result.value.map((file) => [file.path, fileBytes(file)]));
}
const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  new TextDecoder().decode(files.get(path));

/** Names of layers with weights that are trained, and of those that are not. */
function halves(document: GraphDocument) {
  const analysis = analysed(document);
  const still = new Set(analysis.expanded.nodes.flatMap((node) => (node.frozen === true ? node.path : [])));
  const holders = [...new Set(weightEntries(analysis).map(({ node }) => node))];
  return {
    frozen: holders.filter((path) => still.has(path)),
    trained: holders.filter((path) => !still.has(path)),
  };
}
interface StockConfig {
  readonly class_name: string;
  readonly config: { readonly name: string; readonly trainable?: boolean };
}
const untrainable = (layers: readonly StockConfig[]): readonly string[] =>
  layers.flatMap(({ config }) => (config.trainable === false ? config.name : []));

test("a block whose weights are all frozen is named once", () => {
  expect(frozenPaths(analysed(resnet))).toEqual(["stem", "stage1"]);
  expect(frozenPaths(analysed(loadGraph("small-resnet")))).toEqual([]);
  const deep = loadGraph("torchvision-resnet18");
  const [first] = deep.graph.nodes.flatMap((node) => (node.type === "block" ? node.block : []));
  const inner = deep.blocks[first ?? ""];
  if (inner === undefined) throw new Error("no block");
  const nodes = inner.graph.nodes.map((node) =>
    node.type === "layer" && node.name === "bn1" ? { ...node, frozen: true as const } : node,
  );
  const inside = {
    ...deep,
    blocks: { ...deep.blocks, [inner.id]: { ...inner, graph: { ...inner.graph, nodes } } },
  };
  const found = frozenPaths(analysed(inside));
  expect(found).toContain("layer1.0.bn1");
  expect(found.every((path) => path.endsWith(".bn1"))).toBe(true);
});

describe("is said by", () => {
  const { frozen: still, trained } = halves(resnet);

  test("a PyTorch project, in its settings and its README", async () => {
    const files = await written(resnet, "pytorch");
    expect(JSON.parse(textOf(files, "settings.json")).frozen).toEqual(["stem", "stage1"]);
    expect(textOf(files, "README.md")).toContain("Frozen, as in Layerloom: stem, stage1.");
    const plain = await written(loadGraph("small-resnet"), "pytorch");
    expect(JSON.parse(textOf(plain, "settings.json")).frozen).toEqual([]);
    expect(textOf(plain, "README.md")).not.toContain("Frozen");
  });

  test("a .keras file, of the layers that hold these weights", async () => {
    const [bytes = new Uint8Array()] = (await written(resnet, "keras")).values();
    const config = JSON.parse(new TextDecoder().decode(unzipSync(bytes)["config.json"]));
    const names = untrainable(config.config.layers);
    expect(names).toEqual(still);
    for (const path of trained) expect(names).not.toContain(path);
  });

  test("Keras source", async () => {
    const text = textOf(await written(resnet, "keras-code"), "model.py");
    const calls = text.split(/(?= = layers\.)/).filter((call) => call.includes("trainable=False"));
    const names = calls.map((call) => /name="([^"]+)"/.exec(call)?.[1]);
    expect(names).toEqual(still);
  });

  test("a tfjs LayersModel", async () => {
    const json = JSON.parse(textOf(await written(resnet, "tfjs"), "model.json"));
    expect(untrainable(json.modelTopology.config.layers)).toEqual(still);
  });

  test.each([
    ["en", "Frozen, so that training leaves 5,136 parameters as they are: stem, stage1"],
    ["zh", "已冻结（训练时保持不变的参数 5,136 个）：stem、stage1"],
  ] as const)("a model card (%s)", async (language, line) => {
    const analysis = analysed(resnet);
    expect(analysis.totals.frozenParams).toBe(5136);
    const result = await exportTargets.card.write({
      document: resnet,
      analysis,
      weights: new Map(),
      language,
    });
    if (!result.ok) throw new Error("not written");
    const [card] = result.value;
    expect(card === undefined ? "" : new TextDecoder().decode(fileBytes(card))).toContain(line);
  });
});

describe("comes back from", () => {
  const read = async (format: "keras" | "tfjs", document: GraphDocument) => {
    const files = await written(document, format);
    const [first = ["", new Uint8Array()] as const, ...rest] = [...files].map(([name, bytes]) => ({
      name,
      bytes,
    }));
    if (!("name" in first)) throw new Error("nothing written");
    const imported = await importNetwork(first, rest);
    if (!imported.ok) throw new Error(imported.problems[0]?.message);
    return imported.value;
  };

  test.each(["keras", "tfjs"] as const)("%s, in blocks where they are frozen whole", async (format) => {
    const { document, report } = await read(format, resnet);
    expect(frozenPaths(analysed(document))).toEqual(["stem", "stage1"]);
    expect(halves(document)).toEqual(halves(resnet));
    expect(Object.keys(document.blocks).length).toBeGreaterThan(0);
    expect(report.notes.map(({ code }) => code)).toEqual(["import/frozen"]);
  });

  test("and where a boundary goes through blocks and their copies", async () => {
    const plain = loadGraph("small-resnet");
    const paths = halves(plain).trained;
    for (const count of [1, 3, 4, 6, 9, paths.length]) {
      const files = await written(plain, "keras");
      const [bytes = new Uint8Array()] = files.values();
      const kept = markFirst(bytes, new Set(paths.slice(0, count)));
      const imported = await importNetwork({ name: "model.keras", bytes: kept });
      if (!imported.ok) throw new Error(imported.problems[0]?.message);
      expect(halves(imported.value.document).frozen).toEqual(paths.slice(0, count));
    }
  });

  test("nothing where a file freezes layers without weights", async () => {
    const plain = loadGraph("lenet-modern");
    const [bytes = new Uint8Array()] = (await written(plain, "keras")).values();
    const all = new Set(analysed(plain).expanded.nodes.map(({ path }) => path));
    const holders = new Set(halves(plain).trained);
    const without = new Set([...all].filter((path) => !holders.has(path)));
    const imported = await importNetwork({ name: "model.keras", bytes: markFirst(bytes, without) });
    if (!imported.ok) throw new Error(imported.problems[0]?.message);
    expect(imported.value.report.notes).toEqual([]);
    expect(halves(imported.value.document).frozen).toEqual([]);
  });
});

/** The same archive with the layers of these names as `layer.trainable = False` leaves them. */
function markFirst(bytes: Uint8Array, names: ReadonlySet<string>): Uint8Array {
  const entries = unzipSync(bytes);
  const config = JSON.parse(new TextDecoder().decode(entries["config.json"]));
  for (const layer of config.config.layers) if (names.has(layer.config.name)) layer.config.trainable = false;
  const json = new TextEncoder().encode(JSON.stringify(config));
  return zipSync({ ...entries, "config.json": json }, { level: 0 });
}
