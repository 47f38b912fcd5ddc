/** Looks over parsed JSON before its form is checked: keys that are traps, texts without end, too many nodes. */
import { LIMITS } from "../tensor/limits.ts";
import { type Problem, problem } from "../tensor/problem.ts";
import { fileMessages } from "./messages.ts";
import { formatPlace } from "./schema-issues.ts";

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The first problem, or `null`. The value is no deeper than `JSON_DEPTH`, so recursion is safe. */
export function inspectJson(value: unknown, path: readonly PropertyKey[] = []): Problem | null {
  if (typeof value === "string") return inspectText(value, path);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item === "number") continue;
      const found = inspectJson(item, [...path, index]);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    // The one key that means something else when it is assigned.
    if (key === "__proto__") {
      const place = formatPlace(path, "the file");
      return problem(
        fileMessages,
        "file/forbidden-key",
        { path: formatPlace([...path, key], "") },
        { key, place },
      );
    }
    const found = inspectText(key, path) ?? inspectJson(item, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function inspectText(text: string, path: readonly PropertyKey[]): Problem | null {
  if (text.length * 3 <= LIMITS.stringBytes) return null;
  const length = utf8Length(text);
  if (length <= LIMITS.stringBytes) return null;
  const values = { place: formatPlace(path, "the file"), length, limit: LIMITS.stringBytes };
  return problem(fileMessages, "file/text-too-long", { path: formatPlace(path, "") }, values);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nodes and wires of all graphs together, counted before each is looked at. */
export function inspectCounts(document: Readonly<Record<string, unknown>>): Problem | null {
  const blocks = isObject(document.blocks) ? Object.values(document.blocks) : [];
  const graphs = [document.graph, ...blocks.map((block) => (isObject(block) ? block.graph : undefined))];
  for (const what of ["nodes", "edges"] as const) {
    const lists = graphs.map((graph) => (isObject(graph) ? graph[what] : undefined));
    const got = lists.reduce((sum: number, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
    const limit = LIMITS[what];
    if (got > limit) {
      const values = { got, limit, what: what === "nodes" ? "nodes" : "wires" };
      return problem(fileMessages, "file/too-many", { path: `graph.${what}` }, values);
    }
  }
  return null;
}
