import { clone, keep, tidy, type Variable } from "@tensorflow/tfjs-core";

/** A moment to go back to. */
export interface StateHold {
  /** Puts the values of that moment back; the hold stays usable. */
  restore(): void;
  /** Lets the held values go; must be called once. */
  release(): void;
}

/**
 * Holds the present values of variables. Assigning to a variable swaps its storage rather than writing into it, so
 * nothing is copied: the hold costs memory only once the variables have moved on.
 */
export function holdState(variables: Iterable<Variable>): StateHold {
  const held = tidy(() => [...variables].map((variable) => ({ variable, value: keep(clone(variable)) })));
  return {
    restore: () => {
      for (const { variable, value } of held) if (!variable.isDisposed) variable.assign(value);
    },
    release: () => {
      for (const { value } of held) value.dispose();
    },
  };
}
