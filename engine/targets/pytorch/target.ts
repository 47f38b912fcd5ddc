/** A PyTorch project: the network as readable Python, its weights, and a training script for one machine or many. */
import { graphHash } from "../../document/hash.ts";
import { documentJson } from "../../document/serialize.ts";
import { ok } from "../../tensor/problem.ts";
import { textFile } from "../support/files.ts";
import { frozenPaths } from "../support/frozen.ts";
import { checkWeights, everyNode, type Network, networkOf, weightEntries } from "../support/network.ts";
import { turn } from "../support/turn.ts";
import type { ExportFile, ExportInput, Target } from "../support/types.ts";
import { planOf } from "../tfjs/plan.ts";
import { batchCounters, writeSafetensors } from "../weights/safetensors-write.ts";
import { modelPy } from "./model-py.ts";
import { anglesPy } from "./project/angles-py.ts";
import { augmentPy } from "./project/augment-py.ts";
import { dataPy } from "./project/data-py.ts";
import { drawsPy } from "./project/draws-py.ts";
import { freezingPy } from "./project/freezing-py.ts";
import { predictPy } from "./project/predict-py.ts";
import { readme, requirements } from "./project/readme.ts";
import { recipePy } from "./project/recipe-py.ts";
import { sourcesPy } from "./project/sources-py.ts";
import { trainPy } from "./project/train-py.ts";
import { weightsPy } from "./project/weights-py.ts";
import { pyClasses } from "./structure/index.ts";

export const pytorchTarget: Target = {
  layout: "folder",
  /** PyTorch has every kind. */
  check(analysis) {
    const network = networkOf(analysis);
    return network.ok ? [] : network.problems;
  },
  async write(input) {
    const network = networkOf(input.analysis);
    if (!network.ok) return network;
    const problems = checkWeights(input.analysis, input.weights);
    if (problems.length > 0) return { ok: false, problems };
    await turn(input, 0.2);
    const files = projectFiles(input, network.value);
    input.progress?.(1);
    return ok(files);
  },
};

function projectFiles(input: ExportInput, network: Network): readonly ExportFile[] {
  const { document, analysis, weights, data } = input;
  const graph = graphHash(document);
  const metadata = { graph, title: document.about.title };
  const bytes = writeSafetensors(weights, { metadata, counters: batchCounters(weights) });
  const frozen = frozenPaths(analysis);
  const settings = {
    training: { ...document.training, ...(data === undefined ? {} : { data: data.source }) },
    data: dataSettings(input),
    inputShape: network.input.facts.output,
    hasUnusedWeights: hasUnusedWeights(input, network),
    // Each path stands for all below it.
    frozen,
    endsInSoftmax: planOf(analysis.expanded).endsInSoftmax,
    graph,
    engineVersion: input.engineVersion ?? "",
  };
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const classes = pyClasses({ document, analysis, network, nodes: everyNode(analysis) });
  return [
    textFile("model.py", modelPy(classes, network.input.facts.output)),
    textFile("weights.py", weightsPy),
    textFile("data.py", dataPy),
    textFile("sources.py", sourcesPy),
    textFile("angles.py", anglesPy),
    textFile("augment.py", augmentPy),
    textFile("draws.py", drawsPy),
    textFile("train.py", trainPy),
    textFile("freezing.py", freezingPy),
    textFile("recipe.py", recipePy),
    textFile("predict.py", predictPy),
    textFile("requirements.txt", requirements),
    textFile("README.md", readme(input, { frozen, data: dataNote(input) })),
    textFile("settings.json", json(settings)),
    textFile("document.json", json(documentJson(document))),
    { path: "weights.safetensors", chunks: [bytes] },
    ...(data?.files ?? []),
  ];
}

/** Weights beside the way to the output get no gradient, which several processes must know. */
function hasUnusedWeights({ analysis }: ExportInput, { nodes }: Network): boolean {
  const needed = new Set(nodes.map(({ facts }) => facts.path));
  const learning = new Set(
    analysis.expanded.nodes.flatMap((node) => (node.frozen === true ? [] : node.path)),
  );
  return weightEntries(analysis).some(({ node }) => learning.has(node) && !needed.has(node));
}

const dataSettings = ({ data, document, classes, normalization }: ExportInput): object => ({
  source: data?.source ?? document.training.data,
  ...(classes === undefined ? {} : { classes }),
  ...(normalization === undefined ? {} : { normalization }),
  ...(data?.origin === undefined ? {} : { origin: data.origin }),
  ...(data?.fingerprint === undefined ? {} : { fingerprint: data.fingerprint }),
  ...(data?.resize === undefined ? {} : { resize: data.resize }),
  ...(data?.fit === undefined ? {} : { fit: data.fit }),
});

function dataNote({ data, document }: ExportInput): string {
  if (data !== undefined && data.files.length > 0)
    return "The generated data the network was made for lies in `data`, and is used where nothing else is named.";
  return document.training.data === "" ? "" : "Where nothing is named, the document's own data is used.";
}
