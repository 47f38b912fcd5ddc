/** What cannot be seen may wait: after an edit the window is drawn at once, and the rest when there is time. */

/** How many waiting things are drawn in one go, so that no frame is missed for them. */
export const CHUNK = 120;
