// Bundles the script and the style of the exported page into engine/targets/html/bundle.ts. Run it after a change of
// renderer/standalone or engine/targets/html/runtime: `node scripts/page/build.mjs`; a test holds the two together.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = "chrome123";

async function bundled(entry, options) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    charset: "ascii",
    legalComments: "none",
    write: false,
    target,
    ...options,
  });
  return outputFiles[0].text.trim();
}

/** A literal that no formatter wants to quote otherwise. */
const literal = (text) => JSON.stringify(text).replaceAll('\\"', "\\u0022").replaceAll("${", "\\u0024{");

/** The module's whole text. */
export async function pageBundle() {
  const script = await bundled("renderer/standalone/main.ts", { format: "iife" });
  const style = await bundled("renderer/standalone/page.css", {});
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
    throw new Error("The bundle would end its own element.");
  return [
    "/** The script and the style of the exported page: made by scripts/page/build.mjs, not written by hand. */",
    `export const PAGE_SCRIPT =\n  ${literal(script)};`,
    `export const PAGE_STYLE =\n  ${literal(style)};`,
    "",
  ].join("\n");
}

export const bundleFile = `${root}engine/targets/html/bundle.ts`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(bundleFile, await pageBundle());
