import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Texts of the service that a form may be refused with, and its reasons for colors; what laboratories and borders read is not among them. */
const REFUSALS =
  /^(problem\.|advice\.|reason\.|field\.(?!message|fhir|hl7|csv|key|laboratory|assay|result|document|reference|crossing|policy))/;

/** Makes a module of `Texts.xx.resx?refusals`: one list of texts for the service and the pages. */
export function resx(): Plugin {
  return {
    name: 'ghc-resx',
    load(id) {
      const [file = '', query] = id.split('?');
      if (!file.endsWith('.resx') || query !== 'refusals') return undefined;
      const texts = [...readFileSync(file, 'utf8').matchAll(/<data name="([^"]+)"[^>]*>\s*<value>([^<]*)<\/value>/g)]
        .filter(([, key = '']) => REFUSALS.test(key))
        .map(([, key, text = '']) => [key, unescaped(text)]);
      return `export default ${JSON.stringify(Object.fromEntries(texts))}`;
    },
  };
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
