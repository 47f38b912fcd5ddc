/** While nodes move by themselves they glide; the style sheet does it for as long as the pane has this mark. */
const MARK = "data-gliding";
const GLIDE_MS = 220;

export async function gliding(
  pane: HTMLElement | null,
  move: () => boolean | Promise<boolean>,
): Promise<void> {
  pane?.setAttribute(MARK, "");
  await move();
  setTimeout(() => pane?.removeAttribute(MARK), GLIDE_MS);
}
