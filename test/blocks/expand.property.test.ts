import { describe, expect, it } from "vitest";
import { expand } from "../../engine/blocks/expand.ts";
import type { Expansion } from "../../engine/blocks/types.ts";
import { graphOf, nodeById } from "../../engine/document/graph.ts";
import { checkParam } from "../../engine/document/params.ts";
import type { GraphDocument, Scope } from "../../engine/document/types.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import { randomDocument } from "../document/random-document.ts";

/** All that holds for every expansion; the first thing that does not, as a text. */
function violation(document: GraphDocument, { expanded, problems }: Expansion): string | null {
  const done = new Set<string>();
  for (const node of expanded.nodes) {
    if (done.has(node.path)) return `${node.path} is there twice`;
    const spec = layerSpec(node.kind);
    for (const wire of node.inputs) {
      if (!done.has(wire.from)) return `${node.path} comes before ${wire.from}`;
      if (!spec.inputs.some(({ name }) => name === wire.port)) return `${node.path} has no port ${wire.port}`;
      if (expanded.broken.has(wire.from) && !expanded.broken.has(node.path))
        return `${node.path} reads what is broken`;
    }
    done.add(node.path);
    for (const [name, param] of Object.entries(spec.params)) {
      if (!checkParam(param, node.params[name]).ok) return `${node.path}.${name} is ${node.params[name]}`;
    }
    if (Object.keys(node.params).length !== Object.keys(spec.params).length)
      return `${node.path} has foreign parameters`;
    if (node.origin.length !== node.copies.length) return `${node.path} has no copy for each level`;
    if (!leadsTo(document, node.origin)) return `${node.origin.join("/")} leads nowhere`;
    if (expanded.broken.has(node.path)) continue;
    for (const port of spec.inputs) {
      const count = node.inputs.filter((wire) => wire.port === port.name).length;
      const least = port.variadic === true ? (port.min ?? 1) : 1;
      if (count < least || (port.variadic !== true && count > 1))
        return `${node.path} has ${count} wires at ${port.name}`;
    }
  }
  for (const path of expanded.broken) if (!done.has(path)) return `${path} is broken and not there`;
  for (const [key, path] of expanded.outputs)
    if (!done.has(path)) return `${key} ends at ${path}, which is not there`;
  if (problems.length === 0 && expanded.broken.size > 0) return "something is broken and nothing was said";
  const unclear = problems.find(({ message, remedy }) =>
    /[{}]|undefined/.test(message.replaceAll("}}", "") + remedy),
  );
  return unclear === undefined || unclear.code === "unknown-kind"
    ? null
    : `${unclear.code}: ${unclear.message}`;
}

function leadsTo(document: GraphDocument, origin: readonly string[]): boolean {
  let scope: Scope = null;
  for (const [level, id] of origin.entries()) {
    const node = nodeById(graphOf(document, scope), id);
    if (node === undefined) return false;
    if (level === origin.length - 1) return node.type === "layer";
    if (node.type !== "block") return false;
    scope = node.block;
  }
  return false;
}

describe("expand, on random documents", () => {
  it.each([
    ["sensible", 0, 4000],
    ["a little wrong", 0.1, 3000],
    ["quite wrong", 0.4, 2000],
    ["all wrong", 1, 1000],
  ])("never throws and keeps its promises: %s", (_, mess, count) => {
    let layers = 0;
    let sound = 0;
    for (let seed = 0; seed < count; seed++) {
      const document = randomDocument(seed, mess);
      const expansion = expand(document);
      const wrong = violation(document, expansion);
      if (wrong !== null) expect.fail(`seed ${seed}, mess ${mess}: ${wrong}`);
      layers += expansion.expanded.nodes.length;
      sound += expansion.expanded.nodes.length - expansion.expanded.broken.size;
    }
    // The documents are not trivial: they have layers, and where little is wrong many of those can be inferred.
    expect(layers).toBeGreaterThan(count * 3);
    if (mess < 0.2) expect(sound).toBeGreaterThan(count / 2);
  });

  it("gives the same for the same document", () => {
    for (let seed = 0; seed < 200; seed++) {
      const [a, b] = [expand(randomDocument(seed, 0.3)), expand(randomDocument(seed, 0.3))];
      expect([...a.expanded.outputs], `seed ${seed}`).toEqual([...b.expanded.outputs]);
      expect(a.expanded.nodes).toEqual(b.expanded.nodes);
    }
  });
});
