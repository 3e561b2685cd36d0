/**
 * How high the page within wants to be, and a page around that follows. Until that has followed there is a scrollbar; with it the
 * page within is narrower, and so higher, which is followed in turn, and so on without end. So whoever follows gets none.
 */

/** How long a page around may take to follow. */
const LATE_MS = 1000;

/** `tell` tells the page around. What it gives takes each new height, in CSS pixels. */
export function takeHeights(frame: HTMLIFrameElement, tell: (height: number) => void): (height: number) => void {
  const { classList } = document.documentElement;
  const told = new Set<number>();
  let last = 0;
  let late = 0;
  let stopped = false;
  addEventListener('resize', () => {
    // Each end rounds for itself where the page is enlarged.
    const follows = [-1, 0, 1].some((off) => told.has(innerHeight + off));
    if (follows && !stopped) classList.add('followed');
  });
  // It may cease to follow, at a height of its own choice: then there must be a way to scroll, from then on.
  const look = () => {
    if (innerHeight >= last - 1 || !classList.contains('followed')) return;
    stopped = true;
    classList.remove('followed');
  };
  return (height) => {
    last = height;
    told.add(height);
    frame.style.blockSize = `${height}px`;
    tell(height);
    clearTimeout(late);
    late = window.setTimeout(look, LATE_MS);
  };
}
