/** What jsdom lacks and the interface only needs for its layout. */
export function completeJsdom(): void {
  const nothing = (): void => undefined;
  class Observer {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  Object.assign(globalThis, { ResizeObserver: Observer, IntersectionObserver: Observer });
  Object.assign(globalThis, {
    matchMedia: (media: string) => ({
      media,
      matches: false,
      addEventListener: nothing,
      removeEventListener: nothing,
    }),
  });
  Element.prototype.scrollIntoView = nothing;
  Element.prototype.hasPointerCapture = () => false;
}
