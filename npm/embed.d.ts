/**
 * `<nizukuri-packer>`: a sandboxed frame of nizukuri.html, which must lie beside embed.js (or where `src` says).
 */
export interface NizukuriPackerElement extends HTMLElement {}

/** The attributes it knows; all may be left out. */
export interface NizukuriPackerAttributes {
  /** Id of the destination chosen at the start, such as `zoho-desk`. */
  destination?: string;
  lang?: 'ja' | 'en';
  theme?: 'light' | 'dark';
  /** Where nizukuri.html is, if not beside the script. */
  src?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'nizukuri-packer': NizukuriPackerElement;
  }
}
