// One script per mode (`vite build --mode page`), each self-contained; tools/single-file.mjs puts them together.
import { defineConfig } from 'vite';

const ENTRIES: Record<string, string> = {
  page: 'src/page/main.ts',
  shell: 'src/shell/main.ts',
  packer: 'src/worker/packer.ts',
  saver: 'src/saver/saver.ts',
  embed: 'embed/embed.ts',
};

/** What tools/wasm.mjs and tools/dist.mjs make. */
const BUILT = `${import.meta.dirname}/../build/wasm/`;

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: false,
  resolve: {
    alias: [
      { find: 'nizukuri-wasm', replacement: `${BUILT}nizukuri.js` },
      { find: 'nizukuri-offered', replacement: `${BUILT}offered.json` },
      { find: './catalogs.ts', replacement: `${import.meta.dirname}/src/page/catalogs.built.ts` },
      { find: /^nizukuri-(page|findings)/, replacement: `${BUILT}$1.txt` },
    ],
  },
  logLevel: 'warn',
  build: {
    outDir: '../build/www',
    emptyOutDir: false,
    target: 'es2022',
    // Engines that know light-dark(): otherwise color-scheme is rewritten for older ones.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The page has no network: nothing may stay a file of its own.
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ENTRIES[mode] ?? ENTRIES.page!,
      output: {
        format: 'iife',
        entryFileNames: `${mode}.js`,
        assetFileNames: `${mode}[extname]`,
        codeSplitting: false,
      },
    },
  },
}));
