/** New documents and their defaults. */
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type Graph,
  type GraphDocument,
  type ScopeLayout,
  type TrainingSettings,
} from "./types.ts";

/**
 * Plain SGD, cross-entropy, ten epochs of batches of 64, nothing augmented. The constants of Adam, AdamW and RMSprop
 * are PyTorch's (https://pytorch.org/docs/stable/optim.html), so that choosing one of them asks for a rate only.
 */
export const defaultTraining: TrainingSettings = {
  loss: "cross-entropy",
  labelSmoothing: 0,
  optimizer: {
    type: "sgd",
    lr: 0.1,
    momentum: 0,
    nesterov: false,
    weightDecay: 0,
    beta1: 0.9,
    beta2: 0.999,
    alpha: 0.99,
    epsilon: 1e-8,
  },
  schedule: { type: "constant" },
  warmupSteps: 0,
  clipNorm: 0,
  epochs: 10,
  batchSize: 64,
  patience: 0,
  augment: { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 },
  seed: 0,
  data: "",
};

export const emptyGraph: Graph = { nodes: [], edges: [] };
export const emptyLayout: ScopeLayout = { nodes: {}, notes: [] };

export const createDocument = (about: {
  readonly title: string;
  readonly summary?: string;
}): GraphDocument => ({
  format: DOCUMENT_FORMAT,
  version: DOCUMENT_VERSION,
  about: { title: about.title, summary: about.summary ?? "" },
  variables: {},
  graph: emptyGraph,
  layout: { root: emptyLayout, blocks: {} },
  blocks: {},
  training: defaultTraining,
});
