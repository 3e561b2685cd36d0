/** Hands a file to the browser's own downloading. To be called from a press: some frames save on nothing less. */

/** Browsers read the URL after the click; nothing tells when they have opened it. */
const OPEN_MS = 60_000;

export function offer(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  // Folders in the name (held/tickets.csv) are not ours to make.
  link.download = name.replaceAll('/', '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), OPEN_MS);
}
