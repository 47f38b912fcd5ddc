/** Moves the keyboard's focus to nodes, once they have been drawn. */

const nodeElement = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-canvas] .react-flow__node[data-id="${CSS.escape(key)}"]`);

export const focusNode = (key: string): void =>
  void requestAnimationFrame(() => nodeElement(key)?.focus({ preventScroll: true }));

/** To the last of the selected nodes, for example the one that was just added. */
export const focusSelected = (): void =>
  // A popover gives the focus back to where it was when it closes, one frame later.
  void requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const selected = document.querySelectorAll<HTMLElement>("[data-canvas] .react-flow__node.selected");
      selected.item(selected.length - 1)?.focus({ preventScroll: true });
    }),
  );

/** Key of the node that has the focus. */
export const focusedNode = (): string | null =>
  document.activeElement?.closest(".react-flow__node")?.getAttribute("data-id") ?? null;
