/** Written by tools/dist.mjs from what the wasm says of its destinations. */
declare module 'nizukuri-offered' {
  const offered: import('./offered.ts').Offered[];
  export default offered;
}
