import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { parseDocument } from "./engine/document/parse.ts";
import { describeTemplate } from "./renderer/gallery/describe.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const TEMPLATES = here("templates/models");

/** `virtual:templates`: the cards of the gallery, so that the first screen loads no model. */
function templateCards(): Plugin {
  const id = "virtual:templates";
  const resolved = `\0${id}`;
  return {
    name: "layerloom-templates",
    resolveId: (source) => (source === id ? resolved : null),
    load(source) {
      if (source !== resolved) return null;
      const cards = readdirSync(TEMPLATES)
        .filter((name) => name.endsWith(".json"))
        .map((name) => {
          const document = parseDocument(readFileSync(`${TEMPLATES}/${name}`, "utf8"));
          if (!document.ok) throw new Error(`${name}: ${document.problems[0]?.message}`);
          return describeTemplate(name.replace(/\.json$/, ""), document.value);
        });
      return `export const cards = ${JSON.stringify(cards)};`;
    },
  };
}

export default defineConfig({
  root: here("renderer"),
  base: "./",
  plugins: [react(), templateCards()],
  resolve: {
    // The package injects <style>, which the content security policy forbids; the page never scrolls as a whole.
    alias: { "react-remove-scroll": here("renderer/ui/removeScroll.tsx") },
  },
  worker: { format: "es" },
  build: {
    outDir: here("dist/renderer"),
    emptyOutDir: true,
    target: "chrome130",
    // Inlined files would become data: URLs, which fonts and workers may not be loaded from.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
    manifest: "manifest.json",
  },
});
