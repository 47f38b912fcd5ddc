/** Edits of the canvas alone: positions, notes and frames. They infer nothing anew. */
import { layoutOf, withLayout } from "../graph.ts";
import { idsOf } from "../ids.ts";
import { noteSchema, positionSchema } from "../schema.ts";
import type { GraphDocument, Note, Position, Scope } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { placeNodes } from "./edits.ts";
import { idSchema, idsSchema, requireGraph, requireNodes, scopeSchema } from "./lookup.ts";

const positions = z.record(idSchema, positionSchema);
const placing = z.strictObject({
  scope: scopeSchema,
  nodes: positions,
  notes: z.exactOptional(positions),
});

function place(
  document: GraphDocument,
  { scope, nodes, notes = {} }: z.output<typeof placing>,
): GraphDocument {
  const graph = requireGraph(document, scope);
  const ids = Object.keys(nodes);
  if (ids.length > 0) requireNodes(graph, ids);
  const placed = placeNodes(document, scope, nodes);
  const moved = new Map<string, Position>(Object.entries(notes));
  for (const id of moved.keys()) requireNote(placed, scope, id);
  return mapNotes(placed, scope, (note) => ({ ...note, ...moved.get(note.id) }), new Set(moved.keys()));
}

export const moveNodes = defineCommand({
  id: "move-nodes",
  label: "Move",
  args: placing,
  edit: place,
});

/** The same as moving, under the name of what a person asked for. */
export const setLayout = defineCommand({
  id: "set-layout",
  label: "Tidy up",
  args: placing,
  edit: place,
});

const requireNote = (document: GraphDocument, scope: Scope, id: string): Note =>
  layoutOf(document, scope).notes.find((note) => note.id === id) ?? refuse("edit/no-note", "", { id });

function mapNotes(
  document: GraphDocument,
  scope: Scope,
  change: (note: Note) => Note | null,
  ids: ReadonlySet<string>,
): GraphDocument {
  if (ids.size === 0) return document;
  const layout = layoutOf(document, scope);
  const notes = layout.notes.flatMap((note) => (ids.has(note.id) ? (change(note) ?? []) : [note]));
  return withLayout(document, scope, { ...layout, notes });
}

export const addNote = defineCommand({
  id: "add-note",
  label: "Add note",
  args: z.strictObject({
    scope: scopeSchema,
    note: noteSchema.omit({ id: true }),
    id: z.exactOptional(idSchema),
  }),
  edit(document, { scope, note, id }, context) {
    requireGraph(document, scope);
    if (id !== undefined && idsOf(document).has(id)) return refuse("edit/id-taken", "", { id });
    const layout = layoutOf(document, scope);
    const added: Note = { id: id ?? context.newId(), ...note };
    const next = withLayout(document, scope, { ...layout, notes: [...layout.notes, added] });
    return { document: next, created: [added.id] };
  },
});

export const updateNote = defineCommand({
  id: "update-note",
  label: "Change note",
  args: z.strictObject({
    scope: scopeSchema,
    id: idSchema,
    changes: noteSchema.omit({ id: true, type: true }).partial(),
  }),
  edit(document, { scope, id, changes }) {
    requireGraph(document, scope);
    requireNote(document, scope, id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return mapNotes(document, scope, (note) => ({ ...note, ...given }), new Set([id]));
  },
});

export const removeNotes = defineCommand({
  id: "remove-notes",
  label: "Remove notes",
  args: z.strictObject({ scope: scopeSchema, ids: idsSchema }),
  edit(document, { scope, ids }) {
    requireGraph(document, scope);
    for (const id of ids) requireNote(document, scope, id);
    return mapNotes(document, scope, () => null, new Set(ids));
  },
});
