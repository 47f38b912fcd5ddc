/**
 * The page as one HTML file. Nothing of the network is code: its description is JSON in a data block, its weights are
 * base64, and the policy in the page's head lets only our own script and style run, known by their hashes.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { floatBytes } from "../support/files.ts";
import { escapeXml } from "../svg/markup.ts";
import { PAGE_SCRIPT, PAGE_STYLE } from "./bundle.ts";
import type { Page } from "./network.ts";
import { base64 } from "./runtime/base64.ts";

const encoder = new TextEncoder();
const hashOf = (text: string): string =>
  `'sha256-${new TextDecoder().decode(base64(sha256(encoder.encode(text))))}'`;

/** JSON that ends no script element and opens no comment. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

const policy = (): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(PAGE_SCRIPT)}`,
    `style-src ${hashOf(PAGE_STYLE)}`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const head = ({ network }: Page, language: "en" | "zh"): string =>
  [
    "<!doctype html>",
    `<html lang="${language === "zh" ? "zh-CN" : "en"}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeXml(network.title)}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    "</head>",
    "<body>",
    '<main id="page"></main>',
    `<script type="application/json" id="network">${safeJson(network)}</script>`,
    "",
  ].join("\n");

/** Chunks of the file; `turn` is called after each tensor with the share of the weights that is written. */
export async function pageChunks(
  page: Page,
  language: "en" | "zh",
  turn: (done: number) => Promise<void>,
): Promise<readonly Uint8Array[]> {
  const total = page.weights.reduce((sum, { length }) => sum + length, 0);
  const chunks: Uint8Array[] = [encoder.encode(head(page, language))];
  let written = 0;
  for (const data of page.weights) {
    chunks.push(
      encoder.encode('<script type="text/plain" class="weights">'),
      base64(floatBytes(data)),
      encoder.encode("</script>\n"),
    );
    written += data.length;
    await turn(total === 0 ? 1 : written / total);
  }
  chunks.push(encoder.encode(`<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`));
  return chunks;
}
