import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** What the server reads (PreloadHints.cs). */
export interface Preload {
  /** The files of each page beyond those that index.html names, by its path. */
  pages: Record<string, string[]>;
  /** The file of each language, by its tag. */
  languages: Record<string, string>;
}

type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/**
 * Writes preload.json: which files a page and a language need. With it the server names them in the answer that brings index.html, so that a first visit
 * asks for them at once and not only when the first script has come.
 */
export function preload(): Plugin {
  return {
    name: 'ghc-preload',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk') as Chunk[];
        const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index');
        if (!entry) throw new Error('The entry was not built.');
        const named = new Set(filesOf(entry, bundle));
        const pages = Object.entries(modulesOfRoutes()).map(([path, module]) => {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.startsWith(module));
          if (!chunk) throw new Error(`No part of the build is the page ${path}.`);
          return [path, filesOf(chunk, bundle).filter((file) => !named.has(file))];
        });
        const languages = chunks.flatMap(({ facadeModuleId, fileName }) => {
          const tag = /\/src\/i18n\/locales\/([\w-]+)\.json$/.exec(facadeModuleId ?? '')?.[1];
          return tag ? [[tag, `/${fileName}`]] : [];
        });
        const content: Preload = { pages: Object.fromEntries(pages), languages: Object.fromEntries(languages) };
        this.emitFile({ type: 'asset', fileName: 'preload.json', source: JSON.stringify(content) });
      },
    },
  };
}

/** A part with everything that it imports: scripts and styles. */
function filesOf(chunk: Chunk, bundle: Rolldown.OutputBundle, seen = new Set<string>()): string[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  const imported = chunk.imports.map((name) => bundle[name]).filter((file) => file?.type === 'chunk') as Chunk[];
  const styles = [...(chunk.viteMetadata?.importedCss ?? [])];
  return [chunk.fileName, ...styles]
    .map((name) => `/${name}`)
    .concat(imported.flatMap((part) => filesOf(part, bundle, seen)));
}

/** From src/app/routes.ts: the module of each path. */
function modulesOfRoutes(): Record<string, string> {
  const folder = resolve(import.meta.dirname, '../src/app');
  const text = readFileSync(resolve(folder, 'routes.ts'), 'utf8');
  const found = [...text.matchAll(/'([^']+)': \{ load: \(\) => import\('([^']+)'\) \}/g)];
  return Object.fromEntries(found.map(([, path, module]) => [path, resolve(folder, module ?? '')]));
}
