/**
 * `builtin:scenes`: a textured object on textured ground, 32×32 colour. The class is the pair of shape and texture of the
 * object; all colours are drawn without regard to the class, so that colour alone tells nothing. At the default size a
 * linear classifier reaches 13 % of the test images, LeNet 47 %, three 3×3 convolutions with batch norm 96 % in six epochs.
 */
import { createRandom, permutation, type Random } from "../../tensor/random.ts";
import { type Field, groundTextures, objectShapes, objectTextures } from "./scene-fields.ts";
import { between } from "./strokes.ts";

export const SCENE_SIZE = 32;

const kinds = objectShapes.flatMap((shape) => objectTextures.map((texture) => ({ shape, texture })));
export const sceneClasses: readonly string[] = kinds.map(
  ({ shape, texture }) => `${texture.name} ${shape.name}`,
);

type Color = readonly [number, number, number];

/** Every ten images in a row hold each kind once, in a drawn order. */
export function sceneLabel(seed: number, split: string, index: number): number {
  const block = Math.floor(index / kinds.length);
  const order = permutation(kinds.length, createRandom(seed, `scenes/${split}/labels/${block}`));
  return order[index % kinds.length] as number;
}

/** Fills `out` (32 × 32 × 3, channels last) with image `index` of kind `label`. */
export function drawScene(seed: number, split: string, index: number, label: number, out: Uint8Array): void {
  const random = createRandom(seed, `scenes/${split}/${index}`);
  const kind = kinds[label] as (typeof kinds)[number];
  const radius = between(random, 8.5, 12.5);
  const inside = placedShape(kind.shape.distance, radius, random);
  const texture = kind.texture.make(random);
  const ground = (groundTextures[random.int(groundTextures.length)] as (typeof groundTextures)[number])(
    random,
    SCENE_SIZE,
  );
  const [ink, paper, floor, wall] = fourColors(random);
  const light = between(random, 0.75, 1.05);
  const noise = between(random, 0.01, 0.06);
  for (let y = 0; y < SCENE_SIZE; y++) {
    for (let x = 0; x < SCENE_SIZE; x++) {
      const cover = Math.min(1, Math.max(0, 0.5 - inside(x, y)));
      const mark = cover > 0 ? texture(x, y) : 0;
      const shade = cover < 1 ? ground(x, y) : 0;
      for (let c = 0; c < 3; c++) {
        const object = (ink[c] as number) * mark + (paper[c] as number) * (1 - mark);
        const behind = (floor[c] as number) * shade + (wall[c] as number) * (1 - shade);
        const wobble = (random.next() + random.next() - 1) * 2 * noise;
        const value = light * (object * cover + behind * (1 - cover)) + wobble;
        out[(y * SCENE_SIZE + x) * 3 + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
  }
}

/** The shape turned, stretched a little and moved, as a distance in pixels. */
function placedShape(distance: Field, radius: number, random: Random): Field {
  const angle = between(random, -0.45, 0.45);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = (SCENE_SIZE - 1) / 2;
  const cx = middle + between(random, -3.5, 3.5);
  const cy = middle + between(random, -3.5, 3.5);
  const stretch = between(random, 0.85, 1.15);
  return (x, y) => {
    const u = (cos * (x - cx) + sin * (y - cy)) / (radius * stretch);
    const v = (-sin * (x - cx) + cos * (y - cy)) / radius;
    return radius * distance(u, v);
  };
}

const apart = (a: Color, b: Color): number =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

/** Mark and base of the object, two tones of the ground; the object's two differ clearly from each other and from the ground. */
function fourColors(random: Random): readonly [Color, Color, Color, Color] {
  const draw = (): Color => [random.next(), random.next(), random.next()];
  const far = (least: number, ...others: readonly Color[]): Color => {
    let best = draw();
    let bestGap = Math.min(...others.map((other) => apart(best, other)));
    for (let tries = 0; tries < 12 && bestGap < least; tries++) {
      const color = draw();
      const gap = Math.min(...others.map((other) => apart(color, other)));
      if (gap > bestGap) [best, bestGap] = [color, gap];
    }
    return best;
  };
  const floor = draw();
  const other = draw();
  // The ground's tones stay near each other, so that the object stands out.
  const near = (c: 0 | 1 | 2): number => floor[c] + 0.45 * (other[c] - floor[c]);
  const wall: Color = [near(0), near(1), near(2)];
  const paper = far(0.45, floor, wall);
  const ink = far(0.45, paper, floor, wall);
  return [ink, paper, floor, wall];
}
