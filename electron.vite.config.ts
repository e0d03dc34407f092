import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: path('src/main/index.ts'),
          host: path('src/main/host.ts'),
          'block-worker': path('src/main/revaluation/block-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: path('src/main/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path('src/renderer'),
    // The hosts put a fresh nonce in its place with every answer.
    html: { cspNonce: '__NONCE__' },
    build: {
      minify: true,
      chunkSizeWarningLimit: 2000,
      outDir: path('out/renderer'),
      rollupOptions: { input: { index: path('src/renderer/index.html') } },
    },
    plugins: [react()],
  },
});
