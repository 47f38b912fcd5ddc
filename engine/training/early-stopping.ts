/** Stops a run whose test loss no longer falls. */

export interface EarlyStopping {
  readonly bestLoss: number | null;
  readonly bestEpoch: number | null;
  /** Epochs since the best one. */
  readonly waited: number;
}

export const freshEarlyStopping: EarlyStopping = { bestLoss: null, bestEpoch: null, waited: 0 };

/** The state after an epoch with this test loss. */
export function afterEpoch(state: EarlyStopping, epoch: number, testLoss: number): EarlyStopping {
  return state.bestLoss === null || testLoss < state.bestLoss
    ? { bestLoss: testLoss, bestEpoch: epoch, waited: 0 }
    : { ...state, waited: state.waited + 1 };
}

/** Whether `patience` epochs have passed without improvement; 0 never stops. */
export const shouldStop = (state: EarlyStopping, patience: number): boolean =>
  patience > 0 && state.waited >= patience;
