/** The framed page's side of embed.ts: its settings, and how high it is. Nothing else is ever said outwards. */

export interface FrameSettings {
  embedded: boolean;
  destination: string | null;
  lang: string | null;
  theme: string | null;
}

/** What stands behind `#` in the address. */
export function frameSettings(hash: string): FrameSettings {
  const settings = new URLSearchParams(hash.replace(/^#/, ''));
  const get = (name: string) => settings.get(name) || null;
  return { embedded: settings.has('embed'), destination: get('destination'), lang: get('lang'), theme: get('theme') };
}

/** Tells the page around how high this one is, now and on each change. */
export function followHeight(root: HTMLElement): void {
  if (window.parent === window) return;
  const tell = () =>
    // A number only, so it does not matter who is listening.
    window.parent.postMessage({ type: 'nizukuri-height', height: root.getBoundingClientRect().height }, '*');
  new ResizeObserver(tell).observe(root);
}
