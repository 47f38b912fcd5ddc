/** Entry of the exported page: draws itself, and asks its network when something is drawn, chosen or typed. */
import { sizeOf } from "../../engine/targets/html/runtime/types.ts";
import { answerList } from "./answers.ts";
import { found, make } from "./dom.ts";
import { type Asked, openNetwork } from "./page.ts";
import { pixelsOfFile, pixelsOfInk, showPixels } from "./pixels.ts";
import { createSheet } from "./sheet.ts";
import { type PageLanguage, type PageWords, pageWords } from "./words.ts";

interface State {
  language: PageLanguage;
  pixels: Float32Array | null;
  answer: readonly number[] | null;
  tookMs: number;
  note: "waiting" | "working" | "notAnImage" | "wrongNumbers" | null;
  asked: number;
}

function start(): void {
  const asked = openNetwork();
  const { network } = asked;
  const isImage = network.input.shape.length === 3;
  const state: State = {
    language: document.documentElement.lang.startsWith("zh") ? "zh" : "en",
    pixels: null,
    answer: null,
    tookMs: 0,
    note: "waiting",
    asked: 0,
  };
  const preview = make("canvas", { class: "preview", width: "1", height: "1", role: "img" });
  const sheet = createSheet(
    (ink) => take(pixelsOfInk(network, ink)),
    (file) => void takeFile(file),
  );
  const typed = make("textarea", { rows: "6", spellcheck: "false" });

  async function ask(): Promise<void> {
    const { pixels } = state;
    if (pixels === null) return;
    state.asked += 1;
    const own = state.asked;
    state.note = "working";
    draw();
    const before = performance.now();
    const answer = await asked.predict(pixels);
    // A newer question has been asked meanwhile.
    if (own !== state.asked) return;
    Object.assign(state, { answer, tookMs: Math.round(performance.now() - before), note: null });
    draw();
  }
  function take(pixels: Float32Array | null): void {
    state.pixels = pixels;
    if (pixels === null) return;
    if (isImage) showPixels(network, pixels, preview);
    void ask();
  }
  async function takeFile(file: File): Promise<void> {
    try {
      take(await pixelsOfFile(network, file));
    } catch (error) {
      console.warn(error);
      state.note = "notAnImage";
      draw();
    }
  }
  function takeNumbers(): void {
    const numbers = typed.value
      .split(/[\s,;]+/)
      .filter((part) => part !== "")
      .map(Number);
    if (numbers.length === sizeOf(network.input.shape) && numbers.every(Number.isFinite)) {
      take(Float32Array.from(numbers));
      return;
    }
    state.note = "wrongNumbers";
    draw();
  }
  function clear(): void {
    sheet.clear();
    preview.width = 1;
    state.asked += 1;
    Object.assign(state, { pixels: null, answer: null, note: "waiting" });
    draw();
  }

  function inputs(words: PageWords): HTMLElement {
    if (!isImage) {
      const button = make("button", { type: "button" }, words.ask);
      button.addEventListener("click", takeNumbers);
      typed.setAttribute("aria-label", words.numbersHint);
      return make(
        "section",
        { class: "input" },
        make("p", { class: "quiet" }, words.numbersHint),
        typed,
        button,
      );
    }
    sheet.element.setAttribute("aria-label", words.draw);
    preview.setAttribute("aria-label", words.seen);
    const erase = make("button", { type: "button" }, words.clear);
    erase.addEventListener("click", clear);
    const file = make("input", { type: "file", accept: "image/*" });
    file.addEventListener("change", () => {
      const [chosen] = file.files ?? [];
      if (chosen !== undefined) void takeFile(chosen);
    });
    return make(
      "section",
      { class: "input" },
      sheet.element,
      make("div", { class: "buttons" }, erase, make("label", { class: "button" }, words.choose, file)),
      make("p", { class: "quiet" }, words.drop),
      make("figure", {}, preview, make("figcaption", { class: "quiet" }, words.seen)),
    );
  }

  function draw(): void {
    const words = pageWords[state.language];
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    const change = make("button", { type: "button", class: "language" }, words.other);
    change.addEventListener("click", () => {
      state.language = state.language === "zh" ? "en" : "zh";
      draw();
    });
    const { note, answer } = state;
    found("#page", HTMLElement).replaceChildren(
      make("header", {}, make("h1", {}, network.title), change),
      make("p", { class: "quiet" }, network.summary),
      ...(network.trained ? [] : [make("p", { class: "warning", role: "note" }, words.untrained)]),
      make(
        "div",
        { class: "columns" },
        inputs(words),
        make(
          "section",
          { class: "answer", "aria-live": "polite" },
          make("h2", {}, network.answer === "outputs" ? words.outputs : words.answer),
          ...(answer === null ? [] : [answerList(network, answer, words)]),
          make("p", { class: "quiet" }, note === null ? words.took(state.tookMs) : words[note]),
        ),
      ),
      make(
        "footer",
        { class: "quiet" },
        `${words.facts(network.params.toLocaleString("en-US"), network.input.shape.join("×"))} ${words.local}`,
      ),
    );
  }

  // For those who put the network to use in a page of their own.
  const shared: Asked = asked;
  Object.assign(window, { layerloomNetwork: shared });
  draw();
}

start();
