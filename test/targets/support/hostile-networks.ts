/** Small networks with blocks and repeats whose every name or text is a hostile one. */
import type { GraphDocument } from "../../../engine/document/types.ts";
import { block, define, documentOf, graph, layer, param, port } from "../../document/builder.ts";
import { analysed } from "./cases.ts";
import { nodeNames, texts } from "./hostile-names.ts";
import type { RandomNetwork } from "./random-network.ts";

/** A network whose nodes and blocks have the name, and whose texts are the text. */
function named(name: string, text: string): { readonly name: string; readonly document: GraphDocument } {
  const rename = { name };
  const inside = graph(
    [
      port("way-in", "in"),
      layer("a", "conv2d", { kernel: 1, filters: "=width" }, rename),
      layer("b", "batchNorm", {}, { name: `${name}_2`, muted: "=width == 2" }),
      layer("c", "add", {}, { name: `${name}-3` }),
      port("way-out", "out"),
    ],
    "way-in>a a>b b>c a>c.in#1 c>way-out",
  );
  const definition = { ...define("unit", [param("width")], inside), title: text, summary: text };
  const top = graph(
    [
      layer("input", "input", { channels: 2, height: 3, width: 3 }, { name: `${name}1` }),
      layer("first", "conv2d", { kernel: 1, filters: 3 }, rename),
      block("blocks", "unit", { width: "=2 + i" }, { name: `${name}-b`, repeat: 2 }),
      layer("output", "output", {}, { name: `${name}-end` }),
    ],
    "input>first first>blocks.way-in blocks.way-out>output",
  );
  const about = { title: text, summary: text, authors: text };
  return { name: JSON.stringify([name, text]), document: { ...documentOf(top, [definition]), about } };
}

/** Three fifths with hostile names, the rest with hostile texts. */
export function hostileNetworks(count: number): readonly RandomNetwork[] {
  const ofNames = Math.floor(0.6 * count);
  const all = [
    ...nodeNames(ofNames).map((name) => named(name, "plain")),
    ...texts(count - ofNames).map((text) => named("conv", text)),
  ];
  if (all.length !== count) throw new Error(`Only ${all.length} hostile networks.`);
  return all.map((one) => ({ ...one, analysis: analysed(one.document) }));
}
