import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Writes the list of files that the service worker keeps: the page and everything a traveler may load, so that every traveler page opens without
 * network. Of the languages only English is among them, which is there when no other is; one person reads one of the nine, so the page asks to keep
 * the one in use, and the worker, which knows the file of each, fetches the new one of those that it finds on the phone. Inspectors' and managers'
 * pages are kept when they are first opened.
 */
export function precache(): Plugin {
  return {
    name: 'ghc-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('The service worker was not built.');
        const parts = Object.values(bundle).filter((file) => file.type === 'chunk');
        const assetsOnDemand = new Set(parts.filter(isOnDemand).flatMap(assetsOf));
        for (const name of parts.filter((part) => !isOnDemand(part)).flatMap(assetsOf)) assetsOnDemand.delete(name);
        const languages = Object.fromEntries(
          parts.flatMap((part) => {
            const tag = /\/src\/i18n\/locales\/([\w-]+)\.json(?:\?values)?$/.exec(part.facadeModuleId ?? '')?.[1];
            return tag ? [[tag, `/${part.fileName}`]] : [];
          }),
        );
        const files = Object.values(bundle)
          .filter((file) => file.fileName.startsWith('assets/') && !file.fileName.endsWith('.map'))
          .filter((file) => (file.type === 'asset' ? !assetsOnDemand.has(file.fileName) : !isOnDemand(file)))
          .map((file) => `/${file.fileName}`)
          .concat(languages.en ?? [])
          .sort();
        const page = bundle['index.html'];
        const hash = createHash('sha256')
          .update(files.join())
          .update(page?.type === 'asset' ? page.source : '');
        const list = ['/', '/manifest.webmanifest', '/icon.svg', ...files];
        worker.code = worker.code
          .replace(/(["'`])__FILES__\1/, JSON.stringify(JSON.stringify(list)))
          .replace(/(["'`])__LANGUAGES__\1/, JSON.stringify(JSON.stringify(languages)))
          .replace('__BUILD__', hash.digest('hex').slice(0, 12));
      },
    },
  };
}

interface Part {
  facadeModuleId: string | null;
  moduleIds: string[];
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> };
}

/** Loaded when it is needed and not kept on the phone beforehand: what staff use, and what only asks the service or sends to it. */
const isOnDemand = (part: Part) =>
  [part.facadeModuleId ?? '', ...part.moduleIds].some((module) =>
    /\/src\/((staff|inspector|places|officers|about|appeals|signin|statistics|family|sunset)\/|i18n\/textSet)|\/i18n\/locales\/[\w-]+\.json\?values$|\.resx\?|\/node_modules\/(barcode-detector|zxing-wasm)\//.test(
      module,
    ),
  );

const assetsOf = ({ viteMetadata }: Part) => [
  ...(viteMetadata?.importedCss ?? []),
  ...(viteMetadata?.importedAssets ?? []),
];
