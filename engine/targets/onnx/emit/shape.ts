/** Layers that move elements, dropout, and the two ends of the network. */
import { isMap } from "../../../tensor/shape.ts";
import { type EmitTable, only, operation, pass } from "../place.ts";
import { int, ints, reshaped, scalar, string } from "./steps.ts";

export const shapeKinds: EmitTable<
  | "input"
  | "output"
  | "flatten"
  | "reshape"
  | "dropout"
  | "spatialDropout2d"
  | "zeroPad2d"
  | "upsample2d"
  | "channelShuffle"
> = {
  // The value is the graph's input, which is declared outside.
  input: () => pass,
  // Gives the result the name that the graph's output is declared by.
  output: () => operation("Identity"),
  flatten: ({ inputs: [shape = []] }) => (isMap(shape) ? operation("Flatten", { axis: int(1) }) : pass),
  reshape:
    ({ output }) =>
    (inputs, place) =>
      reshaped(only(inputs), place, output),
  dropout:
    ({ params: p }) =>
    (inputs, place) =>
      place.put("Dropout", [only(inputs), scalar(place, "rate", p.rate)]),
  // Whole channels are dropped in training alone, which no operation says; in use it changes nothing.
  spatialDropout2d: () => pass,
  zeroPad2d:
    ({ params: p }) =>
    (inputs, place) =>
      place.put("Pad", [
        only(inputs),
        place.integers("pads", [0, 0, p.top, p.left, 0, 0, p.bottom, p.right]),
      ]),
  upsample2d:
    ({ params: p }) =>
    (inputs, place) => {
      const scales = place.floats("scales", [4], Float32Array.of(1, 1, ...p.scale));
      const mode =
        p.mode === "nearest"
          ? {
              mode: string("nearest"),
              coordinate_transformation_mode: string("asymmetric"),
              nearest_mode: string("floor"),
            }
          : { mode: string("linear"), coordinate_transformation_mode: string("half_pixel") };
      return place.put("Resize", [only(inputs), "", scales], mode);
    },
  channelShuffle:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const [channels = 1] = shape;
      const cards = reshaped(only(inputs), place, [p.groups, channels / p.groups, -1], "deal");
      const turned = place.put("Transpose", [cards], { perm: ints(0, 2, 1, 3) }, "turn");
      return reshaped(turned, place, shape);
    },
};
