/** The glue that wasm-bindgen writes to build/wasm/nizukuri.js; the class is `src/browser/mod.rs`. JSON crosses as text. */
declare module 'nizukuri-wasm' {
  export default function init(source: { module_or_path: ArrayBuffer | WebAssembly.Module }): Promise<unknown>;

  export type OnProgress = (phase: 'reading' | 'packing' | 'verifying', done: number, total: number) => void;

  /** Methods throw `{ code, message }`. */
  export class Packer {
    /** `locales/{ja,en}/findings.ftl` */
    constructor(ja: string, en: string);
    own(packed: string): void;
    destination(id: string): string;
    survey(files: { name: string; file: File }[], plan: string, onProgress: OnProgress): Promise<string>;
    pack(sink: MessagePort, plan: string, lang: string, onProgress: OnProgress): Promise<string>;
    look(place: string): Promise<string>;
    messages(asked: string): Promise<string>;
    /** `{tab, from}` → `RowsDocument` as JSON. */
    rows(asked: string): Promise<string>;
    /** A ZIP of masked records. */
    sample(): Promise<Uint8Array<ArrayBuffer>>;
    /** `{tab, field, part}` → `SearchDocument` as JSON. */
    search(asked: string, onProgress: OnProgress): Promise<string>;
    places(asked: string, onProgress: OnProgress): Promise<string>;
  }
}
