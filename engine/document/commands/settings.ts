/** What belongs to the document as a whole: variables, training, about. */
import { aboutSchema, identifierSchema } from "../schema.ts";
import { augmentSchema, optimizerSchema, trainingSchema } from "../schema-training.ts";
import { z } from "../zod.ts";
import { defineCommand } from "./define.ts";

const given = (table: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `null` removes a variable. */
export const setVariables = defineCommand({
  id: "set-variables",
  label: "Change variables",
  args: z.strictObject({
    variables: z.record(
      identifierSchema,
      z.union([z.number(), z.null()], { error: () => "a number, or null" }),
    ),
  }),
  edit(document, { variables: changes }) {
    const next = new Map(Object.entries(document.variables));
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const variables = Object.fromEntries(next);
    return same(variables, document.variables) ? document : { ...document, variables };
  },
});

/** Only what is given changes; a schedule is given whole. */
export const setTraining = defineCommand({
  id: "set-training",
  label: "Change training settings",
  args: z.strictObject({
    training: trainingSchema
      .omit({ optimizer: true, augment: true })
      .partial()
      .extend({
        optimizer: z.exactOptional(optimizerSchema.partial()),
        augment: z.exactOptional(augmentSchema.partial()),
      }),
  }),
  edit(document, { training: { optimizer = {}, augment = {}, ...changes } }) {
    const old = document.training;
    const training = {
      ...old,
      ...given(changes),
      optimizer: { ...old.optimizer, ...given(optimizer) },
      augment: { ...old.augment, ...given(augment) },
    };
    return same(training, old) ? document : { ...document, training };
  },
});

/** `null` removes what need not be there. */
export const setAbout = defineCommand({
  id: "set-about",
  label: "Change description",
  args: z.strictObject({
    about: z.strictObject({
      title: z.exactOptional(aboutSchema.shape.title),
      summary: z.exactOptional(aboutSchema.shape.summary),
      year: z.exactOptional(z.nullable(z.int().min(1900).max(2200))),
      authors: z.exactOptional(z.nullable(z.string())),
      source: z.exactOptional(z.nullable(z.string())),
    }),
  }),
  edit(document, { about: { title, summary, ...changes } }) {
    const old = document.about;
    const kept = Object.entries({ ...old, ...changes }).filter(([, value]) => value !== null);
    const about = { ...Object.fromEntries(kept), title: title ?? old.title, summary: summary ?? old.summary };
    return same(about, old) ? document : { ...document, about };
  },
});
