/** How the page looks where an address, or the element on a vendor's page, asks for it. */

import { languageOf } from './mount.ts';
import type { Store } from './store.ts';

/** What each is judged by: a value the browser would not take there is left alone, so nothing but a look gets in. */
const LOOKS = { accent: 'color', paper: 'color', card: 'color', ink: 'color', radius: 'border-radius', font: 'font-family' };

/** The largest logo, as a data URL. */
const MOST_LOGO = 100_000;

/** `theme=light` or `dark`, else the system decides; `accent`, `font` and their like. */
export function dress(asked: URLSearchParams): void {
  const root = document.documentElement;
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const [name, judge] of Object.entries(LOOKS)) {
    const value = asked.get(name) ?? '';
    if (value !== '' && CSS.supports(judge, value)) root.style.setProperty(`--nizukuri-${name}`, value);
    else root.style.removeProperty(`--nizukuri-${name}`);
  }
  root.classList.toggle('accented', root.style.getPropertyValue('--nizukuri-accent') !== '');
  root.classList.toggle('on-bright', isBright(root));
}

/** Whether dark text is read better on the accent than white. */
function isBright(root: HTMLElement): boolean {
  const probe = root.appendChild(document.createElement('i'));
  probe.style.color = 'var(--nizukuri-accent, #000)';
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  const linear = [red, green, blue].map((part) => (part / 255) ** 2.2);
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! > 0.18;
}

/** An image that stands in the address itself: anything else would be a request. */
export function logoOf(asked: URLSearchParams): string {
  const logo = asked.get('logo') ?? '';
  return /^data:image\/(png|svg\+xml|webp|jpeg)[;,]/.test(logo) && logo.length < MOST_LOGO ? logo : '';
}

/** Language and look change in place. */
export function askedAnew(store: Store, asked: URLSearchParams): void {
  dress(asked);
  store.send({ type: 'asked-anew', lang: languageOf(asked, [store.get().lang]), logo: logoOf(asked) });
}
