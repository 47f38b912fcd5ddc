import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angleOf, cosSin, fractionBits } from "../../engine/data/augment/angle.ts";
import { augmentImage, changesImages, noAugmentation } from "../../engine/data/augment/augment.ts";
import { cutOut, flipHorizontal, rotate, shift } from "../../engine/data/augment/geometry.ts";
import { adjustColor } from "../../engine/data/augment/jitter.ts";
import { blendInto, drawMix } from "../../engine/data/augment/mixup.ts";
import { all } from "./support.ts";

const size = { height: 3, width: 3, channels: 1 };
const nine = Float32Array.from(all(9), (i) => i + 1);

describe("moving pixels", () => {
  it("flips", () => {
    expect([...flipHorizontal(nine, size)]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
    const rgb = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect([...flipHorizontal(rgb, { height: 1, width: 2, channels: 3 })]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it("shifts in black", () => {
    expect([...shift(nine, size, 1, 0)]).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6]);
    expect([...shift(nine, size, -1, 2)]).toEqual([0, 0, 4, 0, 0, 7, 0, 0, 0]);
    expect([...shift(nine, size, 0, 5)]).toEqual(new Array(9).fill(0));
    expect([...shift(nine, size, 0, 0)]).toEqual([...nine]);
  });

  it("rotates counter-clockwise", () => {
    const turned = [...rotate(nine, size, angleOf(90))].map((value) => Math.round(value * 1e4) / 1e4);
    expect(turned).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect([...rotate(nine, size, 0)]).toEqual([...nine]);
  });

  it.each([
    { degrees: 45, expected: [1.17157, 3.58579, 3.51472, 2.17157, 5, 7.82843, 2.34315, 6.41421, 4.68629] },
    { degrees: -20, expected: [1.58525, 1.8389, 1.86587, 5.08637, 5, 4.91363, 5.317, 8.1611, 5.59762] },
  ])("rotates by $degrees degrees as torchvision does", ({ degrees, expected }) => {
    const turned = rotate(nine, size, angleOf(degrees));
    expected.forEach((value, i) => {
      expect(turned[i]).toBeCloseTo(value, 4);
    });
  });

  it("knows sine and cosine to the last bit, whatever the angle", () => {
    for (const bits of [13, 21, 23]) {
      for (let degrees = -180; degrees <= 180; degrees += 0.37) {
        const angle = angleOf(degrees);
        const [cos, sin] = cosSin(angle, bits);
        const radians = (angle / 2 ** 31) * Math.PI;
        expect(Math.abs(cos - Math.cos(radians) * 2 ** bits)).toBeLessThan(0.75);
        expect(Math.abs(sin - Math.sin(radians) * 2 ** bits)).toBeLessThan(0.75);
      }
      const quarters = [0, 90, -180, -90].map((degrees) => cosSin(angleOf(degrees), bits));
      const one = 2 ** bits;
      expect(quarters.flat().map((value) => value + 0)).toEqual([one, 0, 0, one, -one, 0, 0, -one]);
    }
    expect(fractionBits({ height: 3, width: 2 })).toBe(23);
    expect(fractionBits({ height: 224, width: 224 })).toBe(21);
  });

  it("rotates an image of any size within 32 bits", () => {
    for (const side of [1, 2, 31, 64, 65, 257]) {
      const image = Float32Array.from(all(side * side), (i) => (i % 7) / 7);
      const shape = { height: side, width: side, channels: 1 };
      const back = rotate(rotate(image, shape, angleOf(180)), shape, angleOf(180));
      expect([...back]).toEqual([...image]);
      expect([...rotate(image, shape, angleOf(90))].toSorted()).toEqual([...image].toSorted());
    }
  });

  it("cuts out a square, also over the edge", () => {
    const image = nine.slice();
    cutOut(image, size, { y: 0, x: 2 }, 2, [0.5]);
    expect([...image]).toEqual([1, 0.5, 0.5, 4, 5, 6, 7, 8, 9]);
  });
});

describe("changing colours", () => {
  const pixel = (): Float32Array => Float32Array.of(0.8, 0.4, 0.2);
  const factors = { brightness: 1, contrast: 1, saturation: 1 };
  it("leaves all as it is with factors of 1", () => {
    const image = pixel();
    adjustColor(image, 3, factors);
    image.forEach((value, i) => {
      expect(value).toBeCloseTo(pixel()[i] as number, 6);
    });
  });
  it("equals torchvision's brightness 1.2, contrast 0.7 and saturation 1.4, one after the other", () => {
    const image = Float32Array.of(0.8, 0.4, 0.2, 0.1, 0.2, 0.7, 0.3, 0.5, 0.6, 0.9, 0.05, 0.35);
    const expected = [
      0.908342, 0.437942, 0.202742, 0.175737, 0.293337, 0.881337, 0.335512, 0.570712, 0.688312, 1, 0.08628,
      0.43908,
    ];
    adjustColor(image, 3, { brightness: 1.2, contrast: 0.7, saturation: 1.4 });
    expected.forEach((value, i) => {
      // torchvision writes the first luma weight as 0.2989, PIL and the standard as 0.299.
      expect(image[i]).toBeCloseTo(value, 4);
    });
  });
  it("goes to black, to the mean grey and to grey at 0", () => {
    const black = pixel();
    adjustColor(black, 3, { ...factors, brightness: 0 });
    expect([...black]).toEqual([0, 0, 0]);
    const luma = 0.299 * 0.8 + 0.587 * 0.4 + 0.114 * 0.2;
    for (const change of [{ saturation: 0 }, { contrast: 0 }]) {
      const image = pixel();
      adjustColor(image, 3, { ...factors, ...change });
      for (const value of image) expect(value).toBeCloseTo(luma, 5);
    }
  });
  it("stays in 0..1", () => {
    const image = pixel();
    adjustColor(image, 3, { brightness: 1.9, contrast: 1.9, saturation: 1.9 });
    expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});

describe("augmenting", () => {
  const settings = { flip: 0.5, crop: 2, rotation: 20, color: 0.4, cutout: 2, mixup: 0 };
  const shape = { height: 6, width: 5, channels: 3 };
  const image = Float32Array.from(all(90), (i) => (i % 17) / 17);
  const key = { seed: 3, epoch: 1, index: 42 };
  const mean = [0.5, 0.5, 0.5];

  it("gives the same for the same seed, epoch and index, and leaves its argument alone", () => {
    const before = image.slice();
    const once = augmentImage(image, shape, settings, key, mean);
    expect(augmentImage(image, shape, settings, key, mean)).toEqual(once);
    expect(image).toEqual(before);
    for (const other of [{ seed: 4 }, { epoch: 2 }, { index: 43 }])
      expect(augmentImage(image, shape, settings, { ...key, ...other }, mean)).not.toEqual(once);
  });

  it("does nothing with everything off", () => {
    expect(changesImages(noAugmentation)).toBe(false);
    expect(augmentImage(image, shape, noAugmentation, key, mean)).toEqual(image);
  });

  it("draws each operation apart: one slider does not move the others", () => {
    const cropped = augmentImage(image, shape, { ...noAugmentation, crop: 2 }, key, mean);
    const both = augmentImage(image, shape, { ...noAugmentation, crop: 2, flip: 1 }, key, mean);
    expect(both).toEqual(flipHorizontal(cropped, shape));
  });

  it("flips about as often as asked", () => {
    const flips = all(1000).filter(
      (index) =>
        augmentImage(image, shape, { ...noAugmentation, flip: 0.25 }, { ...key, index }, mean)[0] !==
        image[0],
    );
    expect(flips.length).toBeGreaterThan(190);
    expect(flips.length).toBeLessThan(310);
  });

  it("stays in 0..1 for any settings", () => {
    fc.assert(
      fc.property(
        fc.record({
          flip: fc.double({ min: 0, max: 1, noNaN: true }),
          crop: fc.integer({ min: 0, max: 9 }),
          rotation: fc.double({ min: 0, max: 180, noNaN: true }),
          color: fc.double({ min: 0, max: 1, noNaN: true }),
          cutout: fc.integer({ min: 0, max: 12 }),
          mixup: fc.constant(0),
        }),
        fc.nat(1000),
        (any, index) =>
          augmentImage(image, shape, any, { ...key, index }, mean).every(
            (value) => value >= 0 && value <= 1 + 1e-6,
          ),
      ),
    );
  });
});

describe("mix-up", () => {
  it("draws a partner and a share by the Beta distribution", () => {
    const shares = all(4000).map((index) => drawMix(0.4, 50, { seed: 1, epoch: 0, index }));
    expect(
      shares.every(({ partner, share }) => partner >= 0 && partner < 50 && share >= 0 && share <= 1),
    ).toBe(true);
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / 4000;
    const variance = shares.reduce((sum, { share }) => sum + (share - mean) ** 2, 0) / 4000;
    expect(mean).toBeCloseTo(0.5, 1);
    // Variance of Beta(a, a): 1 / (4 (2a + 1)).
    expect(variance).toBeCloseTo(1 / (4 * 1.8), 2);
  });

  it("is the uniform distribution at alpha 1", () => {
    const shares = all(4000).map((index) => drawMix(1, 2, { seed: 5, epoch: 0, index }).share);
    expect(shares.filter((share) => share < 0.25).length / 4000).toBeCloseTo(0.25, 1);
  });

  it("survives a tiny alpha", () => {
    const shares = all(200).map((index) => drawMix(1e-6, 2, { seed: 5, epoch: 0, index }).share);
    expect(shares.every((share) => share === 0 || share === 1)).toBe(true);
    expect(new Set(shares).size).toBe(2);
  });

  it("blends", () => {
    const own = Float32Array.of(1, 0);
    blendInto(own, Float32Array.of(0, 1), 0.75);
    expect([...own]).toEqual([0.75, 0.25]);
  });
});
