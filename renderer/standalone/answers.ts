/** The network's answer as bars, best first. */
import type { PageNetwork } from "../../engine/targets/html/runtime/types.ts";
import { make } from "./dom.ts";
import type { PageWords } from "./words.ts";

const SHOWN = 10;

export function answerList(network: PageNetwork, values: readonly number[], words: PageWords): HTMLElement {
  if (network.answer === "outputs") return plainList(values);
  const ranked = values
    .map((probability, index) => ({ probability, index }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, SHOWN);
  const rows = ranked.map(({ probability, index }) => {
    const bar = make("span", { class: "bar" });
    bar.style.width = `${100 * probability}%`;
    const name = network.classes[index] ?? words.classOf(index);
    return make(
      "li",
      { "data-class": String(index) },
      make("span", { class: "name", title: name }, name),
      make("span", { class: "track", "aria-hidden": "true" }, bar),
      make("span", { class: "share" }, `${(100 * probability).toFixed(1)} %`),
    );
  });
  return make("ol", { class: "answers" }, ...rows);
}

const MOST_OUTPUTS = 200;

const plainList = (values: readonly number[]): HTMLElement =>
  make(
    "ol",
    { class: "outputs", start: "0" },
    ...values.slice(0, MOST_OUTPUTS).map((value) => make("li", {}, value.toPrecision(6))),
  );
