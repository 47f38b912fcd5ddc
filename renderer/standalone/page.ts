/** The network that the file holds, ready to be asked. */
import { answerOf } from "../../engine/targets/html/runtime/answer.ts";
import { floatsOfBase64 } from "../../engine/targets/html/runtime/base64.ts";
import type { PageNetwork } from "../../engine/targets/html/runtime/types.ts";
import { found } from "./dom.ts";

export interface Asked {
  readonly network: PageNetwork;
  /** `H × W × C` or `N` values of 0 to 1, not normalised; probabilities in label order, or plain outputs. */
  predict(pixels: ArrayLike<number>): Promise<number[]>;
}

/** Lets the browser paint and hear between operations, but not more often than it can see. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 40) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}

/** The texts of the weights are dropped from the page as they are read. */
export function openNetwork(): Asked {
  const network = JSON.parse(found("#network", HTMLScriptElement).text) as PageNetwork;
  const weights = [...document.querySelectorAll<HTMLScriptElement>("script.weights")].map((element) => {
    const { text } = element;
    element.remove();
    return floatsOfBase64(text.length, (index) => text.charCodeAt(index));
  });
  return {
    network,
    predict: async (pixels) => Array.from(await answerOf(network, weights, pixels, breather())),
  };
}
