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

/** The renderer that the API writes the tracking page's first HTML with: one file for Node. */
const trackServer: EnvironmentOptions = {
  ...built({
    copyPublicDir: false,
    rolldownOptions: {
      input: here('track/server.ts'),
      preserveEntrySignatures: 'strict',
      output: { format: 'cjs', entryFileNames: 'server/track.cjs', codeSplitting: false },
    },
  }),
};

/** The script that merchants put into their own pages keeps its name, and is no module: it asks where it came from. */
const embed: EnvironmentOptions = built({
  copyPublicDir: false,
  rolldownOptions: { input: here('embed/track.ts'), output: { format: 'iife', entryFileNames: 'embed/track.js' } },
});

// Each page is a build of its own: no phone loads what only the console needs, and what a page needs lies in its folder.
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  environments: {
    ops: page('ops'),
    driver: page('driver'),
    track: page('track'),
    trackServer,
    embed,
    driverServiceWorker: serviceWorker('driver'),
  },
  builder: {
    async buildApp(builder) {
      const { ops, driver, driverServiceWorker, track, trackServer: renderer, embed: embedded } = builder.environments;
      rmSync(OUT_DIR, { recursive: true, force: true });
      for (const part of [ops, driver, driverServiceWorker, track, renderer, embedded])
        if (part) await builder.build(part);
    },
  },
  server: { proxy: { '/v1': 'http://localhost:3000' } },
});
