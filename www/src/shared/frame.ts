/** The framed page's side of embed.ts: it says how high it is, and nothing else. */
export function followHeight(root: HTMLElement): void {
  if (window.parent === window) return;
  const tell = () =>
    // A number only, so it does not matter who is listening.
    window.parent.postMessage({ type: 'nizukuri-height', height: root.getBoundingClientRect().height }, '*');
  new ResizeObserver(tell).observe(root);
}
