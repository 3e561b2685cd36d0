/**
 * `<nizukuri-packer destination="zoho-desk" lang="ja" theme="dark">`: a sandboxed frame of nizukuri.html, which
 * lies beside this script (or where `src` says). The vendor's page never sees a file, a name or a byte: only how high
 * the frame wants to be, and counts.
 *
 * What the page is told goes behind the `#` of its address, which no browser sends to a server. The vendor's own
 * policy must allow this script and `frame-src` for its place (`connect-src` for `destination-src`).
 */

// Only a classic script knows where it came from; as a module it needs the `src` attribute.
const beside = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

const SETTINGS = ['destination', 'lang', 'theme', 'logo'];
/** Custom properties of the element: `--nizukuri-accent` and so on. */
const LOOKS = ['accent', 'paper', 'card', 'ink', 'radius', 'font'];
const EVENTS = ['ready', 'surveyed', 'packed', 'failed'];

class NizukuriPacker extends HTMLElement {
  static observedAttributes = [...SETTINGS, 'src', 'destination-src'];

  #frame: HTMLIFrameElement | null = null;
  #hear = (event: MessageEvent) => {
    // A sandboxed frame has no origin to compare, but only it can be its own window.
    if (!this.#frame || event.source !== this.#frame.contentWindow) return;
    const { type, ...said } = (event.data ?? {}) as Record<string, unknown>;
    const name = String(type).replace(/^nizukuri-/, '');
    if (name === 'height' && typeof said.height === 'number' && said.height > 0) {
      this.#frame.style.blockSize = `${Math.min(Math.ceil(said.height), 100_000)}px`;
    }
    if (!EVENTS.includes(name)) return;
    // Numbers, and the code of a failure: nothing else is let through, whatever the frame says.
    const isCount = ([key, value]: [string, unknown]) =>
      typeof value === 'number' || (key === 'code' && /^[a-z-]{1,60}$/.test(String(value)));
    this.dispatchEvent(new CustomEvent(name, { detail: Object.fromEntries(Object.entries(said).filter(isCount)) }));
  };

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    const frame = document.createElement('iframe');
    // No `allow-same-origin`: the frame is a stranger to the page around it, and to our own host.
    frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    frame.title = 'nizukuri';
    // Set one by one: a `style` attribute would need 'unsafe-inline' in the vendor's policy.
    Object.assign(frame.style, { display: 'block', inlineSize: '100%', blockSize: '40rem', border: '0' });
    this.#frame = frame;
    // Unless the vendor says otherwise: an inline box has a border around nothing.
    if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
    void this.#open();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
    this.#frame = null;
  }

  attributeChangedCallback(name: string): void {
    // Language and theme change in place (only what stands behind the # differs): no work is lost.
    if (this.#frame?.src) void this.#open(/src/.test(name));
  }

  async #open(anew = true): Promise<void> {
    const frame = this.#frame;
    try {
      if (anew) this.#own = await this.#ownDestination();
    } catch {
      this.dispatchEvent(new CustomEvent('failed', { detail: { code: 'destination-unread' } }));
    }
    if (!frame || frame !== this.#frame) return;
    frame.src = this.#address();
    if (!frame.parentNode) this.append(frame);
  }

  /** Packed text of the vendor's own destination, from `destination-src` or a `<script type="text/plain">` within. */
  #own = '';
  async #ownDestination(): Promise<string> {
    const from = this.getAttribute('destination-src');
    if (!from) return this.querySelector('script')?.textContent?.trim() ?? '';
    const answer = await fetch(new URL(from, document.baseURI));
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.text()).trim();
  }

  #address(): string {
    const address = new URL(this.getAttribute('src') ?? 'nizukuri.html', beside);
    const asked = new URLSearchParams();
    const set = (name: string, value: string | null) => value && asked.set(name, value.trim());
    for (const name of SETTINGS) set(name, this.getAttribute(name));
    const style = getComputedStyle(this);
    for (const name of LOOKS) set(name, style.getPropertyValue(`--nizukuri-${name}`));
    set('own', this.#own);
    address.hash = asked.toString();
    return address.href;
  }
}

if (!customElements.get('nizukuri-packer')) customElements.define('nizukuri-packer', NizukuriPacker);
export {};
