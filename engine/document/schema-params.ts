/** The form of a block's parameters: the same kinds of parameter that layers have. */
import type { ParamSpec } from "../layers/param.ts";
import { checkParam } from "./params.ts";
import { z } from "./zod.ts";

const base = { label: z.string(), help: z.string() };
const unit = z.exactOptional(z.string());
const whole = z.int();

export const paramSpecSchema: z.ZodType<ParamSpec> = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("int"), ...base, default: whole, min: whole, max: whole, unit }),
    z.strictObject({
      type: z.literal("float"),
      ...base,
      default: z.number(),
      min: z.number(),
      max: z.number(),
      step: z.exactOptional(z.number()),
    }),
    z.strictObject({ type: z.literal("bool"), ...base, default: z.boolean() }),
    z.strictObject({
      type: z.literal("choice"),
      ...base,
      default: z.string(),
      options: z.array(z.string()).min(1).max(64),
    }),
    z.strictObject({
      type: z.literal("pair"),
      ...base,
      default: z.tuple([whole, whole]),
      min: whole,
      max: whole,
      unit,
    }),
    z.strictObject({
      type: z.literal("ints"),
      ...base,
      default: z.array(whole).max(64),
      min: whole,
      max: whole,
      minLength: whole,
      maxLength: whole,
    }),
  ])
  .superRefine((spec, context) => {
    const result = checkParam(spec, spec.default);
    if (result.ok) return;
    const params = { code: result.issue.code, values: { ...result.issue.values, param: "default" } };
    context.addIssue({ code: "custom", path: ["default"], params });
  });
