/**
 * `<outrider-tracking token="trk_…">` in a merchant's own page: the tracking page in a frame that is as high as what it
 * shows. Attributes: `token`, `lang` (optional), `src` (optional: where Outrider is, when not where this script is from).
 */
const HOME = new URL(document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href)
  .origin;
const FIRST_HEIGHT_PX = 640;
const HEIGHT_MAX_PX = 4_000;

class OutriderTracking extends HTMLElement {
  static readonly observedAttributes = ['token', 'lang', 'src'];
  #frame: HTMLIFrameElement | null = null;

  connectedCallback(): void {
    addEventListener('message', this.#heard);
    this.#show();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#heard);
    this.#frame?.remove();
    this.#frame = null;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const token = this.getAttribute('token');
    if (!token) return;
    const address = new URL(`/track/${encodeURIComponent(token)}`, this.getAttribute('src') ?? HOME);
    address.searchParams.set('embed', '1');
    const lang = this.getAttribute('lang');
    if (lang) address.searchParams.set('lang', lang);
    const frame = this.#frame ?? document.createElement('iframe');
    frame.referrerPolicy = 'no-referrer';
    frame.title = this.getAttribute('title') ?? 'Order tracking';
    frame.style.cssText = `border:0;display:block;width:100%;height:${FIRST_HEIGHT_PX}px`;
    frame.src = address.href;
    if (!this.#frame) this.append(frame);
    this.#frame = frame;
  }

  /** Only our own frame may say how high it is, and nothing else. */
  readonly #heard = ({ source, data }: MessageEvent): void => {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    const { type, height } = (data ?? {}) as { type?: unknown; height?: unknown };
    if (type !== 'outrider:height' || typeof height !== 'number') return;
    this.#frame.style.height = `${Math.min(HEIGHT_MAX_PX, Math.max(0, height))}px`;
  };
}

if (!customElements.get('outrider-tracking')) customElements.define('outrider-tracking', OutriderTracking);
