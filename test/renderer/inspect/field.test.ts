/** What a chosen number sees, from the analysis, against the windows followed back layer by layer. */
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { sightOf, sizesThrough } from "../../../engine/learn/sight.ts";
import { fieldDrawing } from "../../../renderer/inspector/cards/fieldDrawing.ts";
import { networkOf } from "../../../renderer/learn/figures/network.ts";

const WINDOWS = [
  { kernel: 3, stride: 1, padding: 1 },
  { kernel: 2, stride: 2, padding: 0 },
  { kernel: 5, stride: 2, padding: 2 },
] as const;
const SIZE = 20;
const INPUT = [1, SIZE, SIZE] as const;

const document = networkOf(
  "windows",
  [
    { name: "input", kind: "input", params: { channels: 1, height: SIZE, width: SIZE } },
    ...WINDOWS.map(({ kernel, stride, padding }, index) => ({
      name: `conv${index}`,
      kind: "conv2d" as const,
      params: {
        filters: 2,
        kernel: [kernel, kernel],
        stride: [stride, stride],
        padding: [padding, padding],
      },
    })),
    { name: "output", kind: "output" },
  ],
  {},
);

describe.each([0, 1, 2])("a number of convolution %i", (index) => {
  it("sees what its windows reach, cut at the border of the image", () => {
    const { fields, shapes } = createAnalyser().analyse(document);
    const field = fields.get(`conv${index}`);
    const output = shapes.get(`conv${index}`)?.output;
    if (field === undefined || output === undefined) throw new Error("The network is not valid");
    const sizes = sizesThrough(SIZE, WINDOWS);
    const [, side = 0] = output;
    expect(side).toBe(sizes[index + 1]);
    for (let cell = 0; cell < side; cell++) {
      const [range] = sightOf(sizes, WINDOWS, index + 1, cell);
      const { seen, beyond } = fieldDrawing(field, [...INPUT], output, [cell, side - 1 - cell]);
      expect(seen?.y).toBe(range?.from);
      expect((seen?.y ?? 0) + (seen?.height ?? 0) - 1).toBe(range?.to);
      const [across] = sightOf(sizes, WINDOWS, index + 1, side - 1 - cell);
      expect(seen?.x).toBe(across?.from);
      if (beyond !== null) expect([beyond.height, beyond.width]).toEqual([...field.size]);
    }
  });
});
