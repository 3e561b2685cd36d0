/**
 * `<nizukuri-packer destination="zoho-desk" lang="ja" theme="dark">`: a sandboxed frame of nizukuri.html, which
 * lies beside this script (or where `src` says). It does nothing else: the vendor's page never sees a file, a
 * name or a byte, only how high the frame wants to be.
 *
 * The vendor's own policy must allow this script and `frame-src` for its place.
 */

// Only a classic script knows where it came from; as a module it needs the `src` attribute.
const beside = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

const SETTINGS = ['destination', 'lang', 'theme'];

class NizukuriPacker extends HTMLElement {
  static observedAttributes = [...SETTINGS, 'src'];

  #frame: HTMLIFrameElement | null = null;
  #hear = (event: MessageEvent) => {
    // A sandboxed frame has no origin to compare, but only it can be its own window.
    if (!this.#frame || event.source !== this.#frame.contentWindow) return;
    const { type, height } = (event.data ?? {}) as { type?: unknown; height?: unknown };
    if (type !== 'nizukuri-height' || typeof height !== 'number' || !(height > 0)) return;
    this.#frame.style.blockSize = `${Math.min(Math.ceil(height), 100_000)}px`;
  };

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    const frame = document.createElement('iframe');
    // No `allow-same-origin`: the frame is a stranger to the page around it, and to our own host.
    frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
    frame.referrerPolicy = 'no-referrer';
    frame.title = 'nizukuri';
    // Set one by one: a `style` attribute would need 'unsafe-inline' in the vendor's policy.
    Object.assign(frame.style, { display: 'block', inlineSize: '100%', blockSize: '40rem', border: '0' });
    frame.src = this.#address();
    this.#frame = frame;
    this.replaceChildren(frame);
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
    this.#frame = null;
  }

  attributeChangedCallback(): void {
    if (this.#frame) this.#frame.src = this.#address();
  }

  #address(): string {
    const address = new URL(this.getAttribute('src') ?? 'nizukuri.html', beside);
    for (const name of SETTINGS) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    return address.href;
  }
}

if (!customElements.get('nizukuri-packer')) customElements.define('nizukuri-packer', NizukuriPacker);
export {};
