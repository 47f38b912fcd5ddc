import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import { type Json, migrate, migrations } from "../../engine/document/migrations/index.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import { DOCUMENT_VERSION } from "../../engine/document/types.ts";

const fixture = (version: number): string =>
  readFileSync(new URL(`../fixtures/documents/version-${version}.json`, import.meta.url), "utf8");

describe("migrations", () => {
  it("are there for every version before this one, each with a document that is migrated", () => {
    expect(migrations.length).toBe(DOCUMENT_VERSION);
    for (let version = 0; version < DOCUMENT_VERSION; version++) {
      const result = parseDocument(fixture(version));
      if (!result.ok) expect.fail(result.problems.map(({ message }) => message).join(" "));
      expect(expand(result.value).problems).toEqual([]);
      const again = parseDocument(serializeDocument(result.value));
      expect(again.ok && again.value).toEqual(result.value);
    }
  });

  it("bring version 0 up: title, variables, positions, ports of wires, ids of wires", () => {
    const result = parseDocument(fixture(0));
    if (!result.ok) expect.fail(result.problems[0]?.message);
    const document = result.value;
    expect(document).toMatchObject({
      version: 1,
      about: { title: "An old draft", summary: "" },
      variables: {},
      layout: { root: { nodes: { b: { x: 220, y: 0 } }, notes: [] } },
    });
    expect(document.graph.edges[0]).toEqual({
      id: "edge0",
      from: "a",
      fromPort: "out",
      to: "b",
      toPort: "in",
      slot: 0,
    });
    expect(expand(document).expanded.nodes.map(({ path }) => path)).toEqual(["input", "body.relu", "output"]);
  });

  it("run one after the other, each version once", () => {
    const seen: number[] = [];
    const steps = [0, 1, 2].map((from) => (json: Json): Json => {
      seen.push(from);
      expect(json.version).toBe(from);
      return { ...json, [`from${from}`]: true };
    });
    expect(migrate({ version: 1 }, 1, steps, 3)).toEqual({ version: 3, from1: true, from2: true });
    expect(seen).toEqual([1, 2]);
    expect(migrate({ version: 3 }, 3, steps, 3)).toEqual({ version: 3 });
    expect(() => migrate({ version: 3 }, 3, steps, 5)).toThrow("no migration from version 3");
  });

  it("pass on what they do not recognise, for the schema to refuse", () => {
    for (const broken of [
      { graph: 3 },
      { graph: { edges: "x" } },
      { graph: { edges: [4, null] } },
      { blocks: [1] },
      { blocks: { a: 1 } },
    ]) {
      const text = JSON.stringify({ ...(JSON.parse(fixture(0)) as object), ...broken });
      expect(parseDocument(text).ok, text).toBe(false);
    }
  });
});
