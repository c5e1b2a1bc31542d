import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Writes preload.json: what each page needs beyond what every page needs, and the file of each language. The server names it with the page
 * (functions/Ghc.Functions/Web/Preloads.cs), so that it comes one round trip sooner.
 */
export function preload(): Plugin {
  return {
    name: 'ghc-preload',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const parts = Object.values(bundle).filter((file) => file.type === 'chunk');
        const partOf = (module: string) =>
          parts.find(({ facadeModuleId }) => facadeModuleId?.replace(/x$/, '').endsWith(module)) ??
          parts.find(({ moduleIds }) => moduleIds.some((id) => id.replace(/x$/, '').endsWith(module)));
        const entry = parts.find(({ isEntry, name }) => isEntry && name === 'index');
        if (!entry) throw new Error('There is no page.');
        const common = new Set([entry.fileName, ...entry.imports]);
        const needs = (name: string, found = new Set<string>()): Set<string> => {
          const part = bundle[name];
          if (part?.type !== 'chunk' || common.has(name) || found.has(name)) return found;
          found.add(name);
          for (const style of part.viteMetadata?.importedCss ?? []) found.add(style);
          for (const imported of part.imports) needs(imported, found);
          return found;
        };
        const pages = Object.fromEntries(
          routes().map(([path, module]) => {
            const part = partOf(`/src/${module}.ts`);
            if (!part) throw new Error(`The page of ${path} was not built.`);
            return [path, [...needs(part.fileName)].map((file) => `/${file}`)];
          }),
        );
        const languages = Object.fromEntries(
          parts.flatMap(({ facadeModuleId, fileName }) => {
            const tag = /\/src\/i18n\/locales\/([\w-]+)\.json(?:\?values)?$/.exec(facadeModuleId ?? '')?.[1];
            return tag ? [[tag, `/${fileName}`]] : [];
          }),
        );
        this.emitFile({ type: 'asset', fileName: 'preload.json', source: JSON.stringify({ pages, languages }) });
      },
    },
  };
}

/** Paths and modules, as the pages' own list has them. */
const routes = (): [string, string][] =>
  [
    ...readFileSync(new URL('../src/app/routes.ts', import.meta.url), 'utf8').matchAll(
      /'(\/[^']*)': (?:\{ load: \(\) => import\('\.\.\/([^']+)'\)|seldom\()/g,
    ),
  ].map(([, path = '', module = 'travelers/seldom']) => [path, module]);
