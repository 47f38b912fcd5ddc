/** While nodes move by themselves they glide; the style sheet does it for as long as the pane has this mark. */
const MARK = "data-gliding";
const GLIDE_MS = 160;

/** How long something that moves by itself takes, ms: nothing where a person asked for less motion. */
export const glide = (): number => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : GLIDE_MS);

export async function gliding(
  pane: HTMLElement | null,
  move: () => boolean | Promise<boolean>,
): Promise<void> {
  pane?.setAttribute(MARK, "");
  await move();
  setTimeout(() => pane?.removeAttribute(MARK), GLIDE_MS + 60);
}
