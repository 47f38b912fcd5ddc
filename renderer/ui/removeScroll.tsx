/** Stands in for the package of that name: the window never scrolls as a whole, so there is nothing to lock. */
import { createElement, type ElementType, type ReactNode, type Ref } from "react";

interface RemoveScrollProps {
  readonly as?: ElementType;
  readonly children?: ReactNode;
  readonly ref?: Ref<unknown>;
  readonly [other: string]: unknown;
}

/** Props of the lock itself, which must not reach the element. */
const OWN_PROPS = new Set([
  "as",
  "allowPinchZoom",
  "enabled",
  "gapMode",
  "inert",
  "noIsolation",
  "noRelative",
  "removeScrollBar",
  "shards",
  "sideCar",
]);

export function RemoveScroll({ as = "div", children, ...rest }: RemoveScrollProps) {
  const passed = Object.fromEntries(Object.entries(rest).filter(([name]) => !OWN_PROPS.has(name)));
  return createElement(as, passed, children);
}
