import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createDocument } from "../../engine/document/create.ts";
import { graphHash } from "../../engine/document/hash.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../engine/layers/index.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { block, chain, define, documentOf, graph, layer, param, port } from "./builder.ts";
import { randomDocument, validValue } from "./random-document.ts";

function read(text: string | Uint8Array): GraphDocument {
  const result = parseDocument(text);
  if (!result.ok)
    return expect.fail(result.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return result.value;
}
const roundTrip = (document: GraphDocument): void => {
  const text = serializeDocument(document);
  expect(serializeDocument(read(text))).toBe(text);
  expect(serializeDocument(read(new TextEncoder().encode(text)))).toBe(text);
};

describe("save, load, save", () => {
  it("is byte-equal for an empty document", () =>
    roundTrip(createDocument({ title: "Empty “quoted” \\ \n 图" })));

  it("is byte-equal for a layer of every kind with every parameter", () => {
    const random = createRandom(1, "values");
    for (const kind of layerKinds) {
      const params = Object.entries(layerSpec(kind).params).map(([name, spec]) => [
        name,
        validValue(spec, random),
      ]);
      roundTrip(documentOf(graph([layer("a", kind, Object.fromEntries(params))], "")));
    }
  });

  it("is byte-equal for random documents, and the value that comes back is the same", () => {
    for (let seed = 0; seed < 500; seed++) {
      const document = randomDocument(seed, 0);
      roundTrip(document);
      expect(read(serializeDocument(document)), `seed ${seed}`).toEqual(document);
    }
  });

  it("is byte-equal for every template", () => {
    const root = new URL("../../templates/", import.meta.url);
    const files = ["models/", "blocks/"].flatMap((folder) =>
      readdirSync(new URL(folder, root))
        .filter((name) => name.endsWith(".json"))
        .map((name) => folder + name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const text = readFileSync(new URL(file, root), "utf8");
      expect(serializeDocument(read(text)), file).toBe(text);
    }
  });

  it("keeps everything that a document can hold", () => {
    const inner = define(
      "body",
      [param("width")],
      graph([port("in", "in"), layer("a", "relu"), port("out", "out")], chain("in", "a", "out")),
    );
    const document: GraphDocument = {
      ...documentOf(
        graph(
          [layer("input", "input"), block("b", "body", { width: "=w" }, { repeat: "=w", muted: "=w == 1" })],
          "input>b",
        ),
        [{ ...inner, drawing: "residual" }],
        { w: 2 },
      ),
      about: { title: "T", summary: "S", year: 1998, authors: "A", source: "link" },
      layout: {
        root: {
          nodes: { b: { x: 1.5, y: -2 } },
          notes: [{ id: "n", type: "frame", text: "hi", x: 0, y: 0, width: 10, height: 10 }],
        },
        blocks: { body: { nodes: {}, notes: [] } },
      },
    };
    expect(read(serializeDocument(document))).toEqual(document);
    roundTrip(document);
  });

  it("keeps a node of an unknown kind as it came", () => {
    const raw = {
      kind: "warp9",
      id: "w",
      params: { deep: [{ x: [1, 2] }], on: null },
      extra: "kept",
      type: "layer",
      name: "w",
    };
    const text = serializeDocument(createDocument({ title: "T" })).replace(
      '"nodes": []',
      `"nodes": [${JSON.stringify(raw)}]`,
    );
    const document = read(text);
    expect(document.graph.nodes[0]).toEqual({ id: "w", name: "w", type: "unknown", raw });
    const saved = JSON.parse(serializeDocument(document)) as { graph: { nodes: unknown[] } };
    expect(JSON.stringify(saved.graph.nodes[0])).toBe(JSON.stringify(raw));
    roundTrip(document);
  });
});

describe("the text of a file", () => {
  it("does not depend on the order in which a document was built", () => {
    const base = documentOf(graph([layer("a", "conv2d", { filters: 3, kernel: 5, bias: false })], ""), [], {
      a: 1,
      b: 2,
    });
    const other = documentOf(graph([layer("a", "conv2d", { bias: false, kernel: 5, filters: 3 })], ""), [], {
      b: 2,
      a: 1,
    });
    expect(serializeDocument(base)).toBe(serializeDocument(other));
  });

  it("has one wire and one flat object on a line, so that diffs read well", () => {
    const text = serializeDocument(
      documentOf(graph([layer("a", "input"), layer("b", "conv2d", { kernel: [3, 3] })], "a>b")),
    );
    expect(text).toContain(
      '\n      { "id": "e_a_b", "from": "a", "fromPort": "out", "to": "b", "toPort": "in", "slot": 0 }\n',
    );
    expect(text).toContain('"params": { "kernel": [3, 3] }');
    expect(text.endsWith("}\n")).toBe(true);
  });
});

describe("graphHash", () => {
  const inner = define(
    "body",
    [],
    graph([port("in", "in"), layer("a", "relu"), port("out", "out")], chain("in", "a", "out")),
  );
  const document = documentOf(graph([layer("input", "input"), block("b", "body")], "input>b"), [inner], {
    w: 2,
  });

  it("is a SHA-256 that stays the same from one run to the next", () => {
    expect(graphHash(document)).toMatch(/^[0-9a-f]{64}$/);
    expect(graphHash(createDocument({ title: "Empty" }))).toBe(
      "2b3e572bc7fa4da0363fa4e5cbb6b4476eaf0e4d350fc7ebc30dec334e255e3b",
    );
  });

  it("is not changed by what does not change the network", () => {
    const unused = { ...inner, id: "unused", title: "unused" };
    for (const same of [
      { ...document, about: { title: "Other", summary: "" } },
      { ...document, layout: { root: { nodes: { b: { x: 1, y: 1 } }, notes: [] }, blocks: {} } },
      { ...document, training: { ...document.training, epochs: 99 } },
      { ...document, blocks: { ...document.blocks, unused } },
      { ...document, blocks: { body: { ...inner, title: "Other", summary: "text" } } },
      read(serializeDocument(document)),
    ]) {
      expect(graphHash(same)).toBe(graphHash(document));
    }
  });

  it("is changed by what changes the network", () => {
    const hashes = [
      document,
      { ...document, variables: { w: 3 } },
      { ...document, graph: { ...document.graph, edges: [] } },
      { ...document, blocks: { body: { ...inner, graph: { ...inner.graph, nodes: [] } } } },
      { ...document, blocks: { body: { ...inner, parameters: [param("p")] } } },
    ].map(graphHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
