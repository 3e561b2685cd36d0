// `npx vite --config dev/vite.config.ts`: the views with invented documents, without wasm or workers. Not in the build.
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  server: { port: Number(process.env.PORT ?? 5199), fs: { allow: ['../..'] } },
});
