/**
 * What an edit costs before it is painted: expand, infer, cost, receptive field and problems of a document of a thousand
 * primitive layers, after one kernel changed. Beside it the same without memory, and one expansion alone.
 */
import { bench, describe } from "vitest";
import { createAnalyser } from "../engine/analysis/analyse.ts";
import { canConnect } from "../engine/analysis/connection.ts";
import { expand } from "../engine/blocks/expand.ts";
import type { GraphDocument } from "../engine/document/types.ts";
import { longChain } from "../test/document/builder.ts";

/** The document with another kernel in its middle. */
function edited(document: GraphDocument, kernel: number): GraphDocument {
  const middle = Math.floor(document.graph.nodes.length / 2);
  const nodes = document.graph.nodes.map((node, index) =>
    index === middle && node.type === "layer"
      ? {
          ...node,
          params: { ...node.params, kernel: [kernel, kernel], padding: [(kernel - 1) / 2, (kernel - 1) / 2] },
        }
      : node,
  );
  return { ...document, graph: { ...document.graph, nodes } };
}

for (const count of [100, 1_000]) {
  const document = longChain(count - 2);
  const variants = [1, 3, 5, 7].map((kernel) => edited(document, kernel));
  const next = (turn: number): GraphDocument => variants[turn % variants.length] ?? document;

  describe(`${count} layers`, () => {
    const analyser = createAnalyser();
    let turn = 0;
    bench("an edit, by an analyser that remembers", () => {
      analyser.analyse(next(turn++));
    });
    bench("an edit, by a new analyser", () => {
      createAnalyser().analyse(next(turn++));
    });
    bench("the expansion alone", () => {
      expand(next(turn++));
    });
    const analysis = createAnalyser().analyse(document);
    bench("a wire dragged over a port", () => {
      canConnect(document, analysis, null, {
        from: "conv3",
        fromPort: "out",
        to: `conv${count - 5}`,
        toPort: "in",
      });
    });
  });
}
