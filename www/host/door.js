// The door of a hosted copy: it shows nizukuri.html, byte for byte as it is, and lets the browser keep it for work
// without a network. Only this page may ask its own host for anything, and it does so before a file is chosen.
const frame = document.querySelector('iframe');
frame.src = `nizukuri.html${location.search}${location.hash}`;
frame.addEventListener('load', () => frame.focus());
navigator.serviceWorker?.register('sw.js').catch(() => {});
