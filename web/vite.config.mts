import react from '@vitejs/plugin-react';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUT_DIR = here('../dist/web');

const built = (build: EnvironmentOptions['build']): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: OUT_DIR,
    emptyOutDir: false,
    target: 'es2023',
    // A data: URL in a stylesheet or script would need holes in the content security policy.
    assetsInlineLimit: 0,
    // The map is a chunk of its own, asked for once the board stands; it is as small as MapLibre is.
    chunkSizeWarningLimit: 1200,
    ...build,
  },
});

/** The API serves each page from its own folder of dist/web under the path of the same name. */
const page = (name: string): EnvironmentOptions =>
  built({ assetsDir: `${name}/assets`, rolldownOptions: { input: here(`${name}/index.html`) } });

/** A service worker keeps its name, because a browser asks for updates under the one it has registered. */
const serviceWorker = (name: string): EnvironmentOptions =>
  built({
    copyPublicDir: false,
    rolldownOptions: {
      input: here(`${name}/service-worker.ts`),
      output: { entryFileNames: `${name}/service-worker.js` },
    },
  });

// Each page is a build of its own: no phone loads what only the console needs, and what a page needs lies in its folder.
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  environments: {
    ops: page('ops'),
    driver: page('driver'),
    track: page('track'),
    driverServiceWorker: serviceWorker('driver'),
  },
  builder: {
    async buildApp(builder) {
      const { ops, driver, driverServiceWorker, track } = builder.environments;
      rmSync(OUT_DIR, { recursive: true, force: true });
      for (const part of [ops, driver, driverServiceWorker, track]) if (part) await builder.build(part);
    },
  },
  server: { proxy: { '/v1': 'http://localhost:3000' } },
});
