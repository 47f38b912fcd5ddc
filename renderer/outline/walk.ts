/** Keys of a tree, as the pattern for trees has them. */
import type { OutlineRow } from "./rows.ts";

export type TreeMove =
  | { readonly type: "focus"; readonly key: string }
  | { readonly type: "open"; readonly key: string }
  | { readonly type: "close"; readonly key: string }
  | null;

/** What a key does with the row that has the focus. */
export function treeMove(rows: readonly OutlineRow[], current: string, key: string): TreeMove {
  const at = rows.findIndex((row) => row.key === current);
  const row = rows[at];
  const focus = (target: OutlineRow | undefined): TreeMove =>
    target === undefined || target === row ? null : { type: "focus", key: target.key };
  switch (key) {
    case "ArrowDown":
      return focus(rows[at + 1]);
    case "ArrowUp":
      return focus(rows[at - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows.at(-1));
    case "ArrowRight":
      if (row?.expanded === false) return { type: "open", key: row.key };
      return row?.expanded === true && rows[at + 1]?.parent === row.key ? focus(rows[at + 1]) : null;
    case "ArrowLeft":
      if (row?.expanded === true) return { type: "close", key: row.key };
      return row === undefined || row.parent === null ? null : { type: "focus", key: row.parent };
    default:
      return null;
  }
}

/** The next row, from the current one around, whose name begins with what was typed. */
export function typeahead(rows: readonly OutlineRow[], current: string, typed: string): string | null {
  const text = typed.toLowerCase();
  const at = rows.findIndex((row) => row.key === current);
  // One letter moves on; more letters may also keep the row where one is.
  const start = text.length === 1 ? at + 1 : Math.max(0, at);
  const turned = [...rows.slice(start), ...rows.slice(0, start)];
  return turned.find(({ node }) => node.name.toLowerCase().startsWith(text))?.key ?? null;
}
