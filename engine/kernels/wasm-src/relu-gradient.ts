/** `dx = y > 0 ? dy : 0` over `count` values; where `y` is not a number the gradient passes. */
export function reluGradient(dy: usize, y: usize, count: i32, dx: usize): void {
  const zero = f32x4.splat(0);
  const vectors = (<usize>count & ~3) << 2;
  let i: usize = 0;
  for (; i < vectors; i += 16) {
    v128.store(dx + i, v128.andnot(v128.load(dy + i), f32x4.le(v128.load(y + i), zero)));
  }
  for (; i < (<usize>count) << 2; i += 4) store<f32>(dx + i, load<f32>(y + i) <= 0 ? 0 : load<f32>(dy + i));
}
