/** Random parameters within their limits and random valid shapes, for properties that hold for every kind. */
import fc from "fast-check";
import { type LayerKind, layerSpec } from "../../engine/layers/index.ts";
import type { ParamSpec, ParamTable, ResolvedParams } from "../../engine/layers/param.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";
import type { Shape } from "../../engine/tensor/shape.ts";

/** Mostly small numbers, where layers accept, and the whole range, where they must refuse in order. */
const whole = (min: number, max: number, small: boolean): fc.Arbitrary<number> =>
  small
    ? fc.integer({ min, max: Math.min(max, min + 6) })
    : fc.oneof(fc.integer({ min, max: Math.min(max, min + 6) }), fc.integer({ min, max }));

function value(spec: ParamSpec, small: boolean): fc.Arbitrary<ResolvedParams[string]> {
  switch (spec.type) {
    case "int":
      return whole(spec.min, spec.max, small);
    case "float":
      return fc.double({ min: spec.min, max: spec.max, noNaN: true });
    case "bool":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...spec.options);
    case "pair":
      return fc.tuple(whole(spec.min, spec.max, small), whole(spec.min, spec.max, small));
    case "ints":
      return fc.array(whole(spec.min, spec.max, small), {
        minLength: spec.minLength,
        maxLength: spec.maxLength,
      });
  }
}

const record = (table: ParamTable, small: boolean): fc.Arbitrary<ResolvedParams> =>
  fc.record(
    Object.fromEntries(
      Object.entries(table).map(([name, spec]) => [
        name,
        fc.oneof(fc.constant<ResolvedParams[string]>(spec.default), value(spec, small)),
      ]),
    ),
  );

export const shapeArbitrary = (small: boolean): fc.Arbitrary<Shape> => {
  const size = small ? fc.integer({ min: 1, max: 12 }) : whole(1, LIMITS.dimension, false);
  const features = small ? fc.integer({ min: 1, max: 60 }) : whole(1, LIMITS.features, false);
  return fc.oneof({ weight: 3, arbitrary: fc.tuple(size, size, size) }, fc.tuple(features));
};

/** As many shapes as the kind has wires; inputs of a combining layer are often alike, as they are in networks. */
function inputs(kind: LayerKind, small: boolean): fc.Arbitrary<readonly Shape[]> {
  const ports = layerSpec(kind).inputs;
  const [port] = ports;
  const shape = shapeArbitrary(small);
  if (port?.variadic !== true) return fc.tuple(...ports.map(() => shape));
  const several = { minLength: port.min ?? 1, maxLength: 5 };
  return fc.oneof(
    fc.array(shape, several),
    fc
      .tuple(shape, fc.array(fc.integer({ min: 0, max: 9 }), several))
      .map(([full, picks]) => picks.map((pick) => relative(full, pick))),
  );
}

/** Mostly the shape itself, else a gate for it, or one that differs in one axis. */
function relative(shape: Shape, pick: number): Shape {
  const [channels = 1, ...area] = shape;
  if (pick === 0) return [channels];
  if (pick === 1) return [channels, ...area.map(() => 1)];
  if (pick === 2) return [channels + 1, ...area].map((size) => Math.min(size, LIMITS.dimension));
  return shape;
}

export interface Application {
  readonly params: ResolvedParams;
  readonly inputs: readonly Shape[];
}
export const application = (kind: LayerKind, small: boolean): fc.Arbitrary<Application> =>
  fc.record({ params: record(layerSpec(kind).params, small), inputs: inputs(kind, small) });

export const defaults = (kind: LayerKind): ResolvedParams =>
  Object.fromEntries(Object.entries(layerSpec(kind).params).map(([name, spec]) => [name, spec.default]));
