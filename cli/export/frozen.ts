import type { Analysis } from "../../engine/analysis/types.ts";
import type { ExportFormat } from "../../engine/targets/support/format-names.ts";

const UNSAID = "The format has no way to say which layers are frozen: it holds their weights as they are.";

/** What becomes of frozen layers, where that is not simply that they stay frozen. */
const SENTENCES: Readonly<Record<ExportFormat, string | null>> = {
  onnx: UNSAID,
  safetensors: UNSAID,
  html: null,
  tfjs:
    "Frozen layers are marked as not trainable. TensorFlow.js lets the statistics of their batch norms follow the batches " +
    "all the same when it trains.",
  keras: null,
  "keras-code": null,
  pytorch: null,
  card: null,
  json: null,
  svg: null,
};

/** A sentence for who exports a network with frozen layers, or `null`. */
export const frozenSentence = (format: ExportFormat, { totals }: Analysis): string | null =>
  totals.frozenParams > 0 ? SENTENCES[format] : null;
