/**
 * `<nizukuri-packer>`: a sandboxed frame of nizukuri.html, which must lie beside embed.js (or where `src` says).
 *
 * Custom properties: `--nizukuri-accent`, `-paper`, `-card`, `-ink`, `-radius`, `-font`.
 */
export interface NizukuriPackerElement extends HTMLElement {
  addEventListener<K extends keyof NizukuriPackerEvents>(
    type: K,
    listener: (event: CustomEvent<NizukuriPackerEvents[K]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The `detail` of each event: counts, never names or contents. */
export interface NizukuriPackerEvents {
  ready: Record<string, never>;
  surveyed: { read: number; held: number; errors: number; warnings: number };
  packed: { records: number; held: number; bundles: number; bytes: number };
  failed: { code: string };
}

/** The attributes it knows; all may be left out. */
export interface NizukuriPackerAttributes {
  /** Id of the destination chosen at the start, such as `zoho-desk`. */
  destination?: string;
  /** Address of a destination of your own, as `nizukuri check-destination --packed` writes it. */
  'destination-src'?: string;
  lang?: 'ja' | 'en';
  theme?: 'light' | 'dark';
  /** An image as a data URL. */
  logo?: string;
  /** Where nizukuri.html is, if not beside the script. */
  src?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'nizukuri-packer': NizukuriPackerElement;
  }
}
