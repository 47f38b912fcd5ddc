/** What is looked at: which weights, and which sample. Shared by evaluation, trying out and looking inside. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Path } from "../../engine/blocks/types.ts";
import type { Shape } from "../../engine/tensor/shape.ts";
import type { SampleRef } from "../../engine/worker/values.ts";

/** The first channels of what a node gives. */
export interface SeenNode {
  readonly path: Path;
  /** `[C, H, W]` or `[N]` of the whole. */
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** What the nodes of the document in front make of the sample, by their ids from the top graph inwards, joined by `/`. */
export type SeenNodes = ReadonlyMap<string, SeenNode>;

export interface LookState {
  /** Id of a run, `first` for the weights that the document's seed draws, `null` for the newest run. */
  readonly runId: string | null;
  readonly sample: SampleRef | null;
  /** Grows with every sample, since drawn pixels have no name. */
  readonly version: number;
  /** `null` while nobody looks inside. */
  readonly seen: SeenNodes | null;
}

export interface LookStore extends StoreApi<LookState> {
  chooseRun(runId: string | null): void;
  choose(sample: SampleRef | null): void;
  setSeen(seen: SeenNodes | null): void;
}

export function createLookStore(): LookStore {
  const store = createStore<LookState>(() => ({ runId: null, sample: null, version: 0, seen: null }));
  return {
    ...store,
    chooseRun: (runId) => store.setState({ runId }),
    choose: (sample) => store.setState(({ version }) => ({ sample, version: version + 1 })),
    setSeen: (seen) => store.setState({ seen }),
  };
}
