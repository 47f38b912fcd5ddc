/** What is looked at: which weights, and which sample. Shared by evaluation, trying out and looking inside. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { SampleRef } from "../../engine/worker/protocol.ts";

/** A thumbnail of what each node of the document in front gives for the sample, by canonical path. */
export interface ActivationThumbnails {
  /** The graph they belong to: where it is not the one in front, they say nothing about it. */
  readonly graph: unknown;
  readonly byPath: ReadonlyMap<string, ImageData>;
}

export interface LookState {
  /** Id of a run, `first` for the weights that the document's seed draws, `null` for the newest run. */
  readonly runId: string | null;
  readonly sample: SampleRef | null;
  /** Grows with every sample, since drawn pixels have no name. */
  readonly version: number;
  readonly thumbnails: ActivationThumbnails | null;
}

export interface LookStore extends StoreApi<LookState> {
  chooseRun(runId: string | null): void;
  choose(sample: SampleRef | null): void;
  setThumbnails(thumbnails: ActivationThumbnails | null): void;
}

export function createLookStore(): LookStore {
  const store = createStore<LookState>(() => ({ runId: null, sample: null, version: 0, thumbnails: null }));
  return {
    ...store,
    chooseRun: (runId) => store.setState({ runId }),
    choose: (sample) => store.setState(({ version }) => ({ sample, version: version + 1 })),
    setThumbnails: (thumbnails) => store.setState({ thumbnails }),
  };
}
