import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The API serves each page from its own folder of dist/web under the path of the same name.
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    rolldownOptions: { input: [here('ops/index.html')] },
    assetsDir: 'ops/assets',
    target: 'es2023',
    // A data: URL in a stylesheet or script would need holes in the content security policy.
    assetsInlineLimit: 0,
    // The map is a chunk of its own, asked for once the board stands; it is as small as MapLibre is.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/v1': 'http://localhost:3000' } },
});
