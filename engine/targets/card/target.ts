/** A model card: what the network is, what it was trained on, how well it does. Markdown with its pictures beside it. */
import { graphHash } from "../../document/hash.ts";
import { ok } from "../../tensor/problem.ts";
import { textFile } from "../support/files.ts";
import { networkOf } from "../support/network.ts";
import type { ExportFile, ExportInput, Target } from "../support/types.ts";
import { graphSvg } from "../svg/svg.ts";
import { chartSvg } from "./curves.ts";
import {
  ACCURACY_FILE,
  data,
  LOSS_FILE,
  NETWORK_FILE,
  network,
  opening,
  results,
  training,
} from "./sections.ts";
import { type CardWords, cardWords } from "./words.ts";

export const cardTarget: Target = {
  layout: "folder",
  check(analysis) {
    const found = networkOf(analysis);
    return found.ok ? [] : found.problems;
  },
  async write(input) {
    const found = networkOf(input.analysis);
    if (!found.ok) return found;
    const words = cardWords[input.language ?? "en"];
    const picture = input.picture ?? graphSvg(input.document, [], input.analysis, { theme: "light" });
    const files = [
      textFile("README.md", cardMarkdown(input, words)),
      textFile(NETWORK_FILE, picture),
      ...charts(input, words),
    ];
    input.progress?.(1);
    return ok(files);
  },
};

function cardMarkdown(input: ExportInput, words: CardWords): string {
  const version = input.engineVersion === undefined ? "" : ` ${input.engineVersion}`;
  return [
    opening(input, words),
    network(input, words),
    data(input, words),
    training(input, words),
    results(input, words),
    `${words.made(version, graphHash(input.document))}\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function charts({ run }: ExportInput, words: CardWords): readonly ExportFile[] {
  const epochs = run?.epochs ?? [];
  if (epochs.length === 0) return [];
  const numbers = epochs.map(({ epoch }) => epoch);
  const pair = (train: readonly (number | null)[], test: readonly (number | null)[]) =>
    [
      { name: words.trainPart, values: train },
      { name: words.testPart, values: test },
    ].filter(({ values }) => values.some((value) => value !== null));
  const loss = pair(
    epochs.map((row) => row.loss),
    epochs.map((row) => row.testLoss),
  );
  const accuracy = pair(
    epochs.map((row) => row.trainAccuracy),
    epochs.map((row) => row.testAccuracy),
  );
  return [
    textFile(LOSS_FILE, chartSvg(words.loss, words.epoch, numbers, loss)),
    ...(accuracy.length === 0
      ? []
      : [textFile(ACCURACY_FILE, chartSvg(words.accuracy, words.epoch, numbers, accuracy))]),
  ];
}
