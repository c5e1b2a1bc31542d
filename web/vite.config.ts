import { defineConfig } from 'vite';
import { compress } from './build/compress.ts';
import { precache } from './build/precache.ts';
import { preload } from './build/preload.ts';
import { resx } from './build/resx.ts';
import { texts } from './build/texts.ts';

export default defineConfig({
  build: {
    target: 'es2022',
    // Safari 15 and the WebViews of 2021 are what people carry through a border; all know modules, `import()` and `await` outside of functions.
    // What the library of the language has since then, `lib` in tsconfig.json does not know; for the browser's own there is tests/oldPhones.test.ts.
    cssTarget: ['safari15', 'chrome89'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        // A service worker must keep its address; everything else is named by its content and cached for good.
        // Few parts instead of many crumbs: what every page needs, and what every form needs.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/preact|src\/(?:(?:app|ui|session|api)\/|i18n\/[a-z0-9]+\.ts)|src\/code\/(clock|backoff|fetchCode|strip|ColorShape|family|holder)/,
            },
            { name: 'forms', test: /src\/forms\// },
          ],
        },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: (chunk) =>
          `assets/${/\/src\/((?:staff|officers|about|appeals|signin|statistics|family|sunset)\/)locales\//.exec(chunk.facadeModuleId ?? '')?.[1]?.replace('/', '-') ?? ''}[name]-[hash].js`,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  json: { stringify: true, namedExports: false },
  server: { proxy: { '/api': 'http://localhost:7071', '/local': 'http://localhost:7071' } },
  plugins: [resx(), texts(), precache(), preload(), compress()],
});
