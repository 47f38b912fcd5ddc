/** Room around the whole graph when it is brought into the window: on the left the tools of the view stand. */
export const WHOLE_PADDING = { top: 0.1, right: 0.1, bottom: 0.1, left: "76px" } as const;
