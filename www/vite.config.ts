// One script per mode, each self-contained, but for the page: what it needs at first, what later, and what both share are chunks
// (tools/classic.mjs). tools/single-file.mjs puts all together.
import { defineConfig } from 'vite';

const ENTRIES: Record<string, string> = {
  shell: 'src/shell/main.ts',
  packer: 'src/worker/packer.ts',
  saver: 'src/saver/saver.ts',
  embed: 'embed/embed.ts',
};

const PAGE = { first: 'src/page/main.ts', later: 'src/page/later.ts' };

/** What tools/wasm.mjs and tools/dist.mjs make. */
const BUILT = `${import.meta.dirname}/../build/wasm/`;

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: false,
  resolve: {
    alias: [
      { find: 'nizukuri-wasm', replacement: `${BUILT}nizukuri.js` },
      { find: 'nizukuri-offered', replacement: `${BUILT}offered.json` },
      { find: /^nizukuri-first/, replacement: `${BUILT}first.txt` },
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
      input: ENTRIES[mode] ?? PAGE,
      output: {
        assetFileNames: `${mode}[extname]`,
        ...(mode in ENTRIES
          ? { format: 'iife', entryFileNames: `${mode}.js`, codeSplitting: false }
          : { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared.js' }),
      },
    },
  },
}));
