/** Keeps each output file as one Blob, for pages without OPFS (frames, file://, private windows). */
import type { Keeper, OpenFile } from './keepers.ts';

/** Bytes per piece where the browser does not spill a streamed blob to disk by itself. */
const PIECE = 4 << 20;

export function blobKeeper(): Keeper {
  return {
    way: 'blob',
    copies: false,
    open: async () => (spillsToDisk() ? streamed() : gathered()),
    // A blob goes when nobody holds it any more.
    abandon: async () => {},
  };
}

/**
 * Chromium and Firefox write `new Response(stream).blob()` to disk as it grows; WebKit keeps it in memory three
 * times over. WebKit is known by its want of byte streams.
 */
function spillsToDisk(): boolean {
  try {
    void new Blob(['x']).stream().getReader({ mode: 'byob' }).cancel();
    return true;
  } catch {
    return false;
  }
}

function streamed(): OpenFile {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const blob = new Response(readable).blob();
  // A failure shows in `write` or `close`; unheard here it would count as a crash.
  blob.catch(() => {});
  return {
    write: (bytes) => writer.write(new Uint8Array(bytes)),
    async close() {
      await writer.close();
      return blob;
    },
  };
}

/** A list of small Blobs, which any browser may move to disk one by one. */
function gathered(): OpenFile {
  const pieces: Blob[] = [];
  let loose: ArrayBuffer[] = [];
  let held = 0;
  const flush = () => {
    pieces.push(new Blob(loose));
    loose = [];
    held = 0;
  };
  return {
    async write(bytes) {
      loose.push(bytes);
      held += bytes.byteLength;
      if (held >= PIECE) flush();
    },
    async close() {
      flush();
      return new Blob(pieces);
    },
  };
}
