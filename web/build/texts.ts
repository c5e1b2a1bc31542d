import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * The travelers' texts without their keys (`?values`), in the order of the keys, which are in one module for all languages (`?keys`): no phone loads the
 * keys twice.
 */
export function texts(): Plugin {
  return {
    name: 'ghc-texts',
    enforce: 'pre',
    load(id) {
      const [file = '', query] = id.split('?');
      if (query !== 'keys' && query !== 'values') return undefined;
      this.addWatchFile(file);
      const keys = Object.keys(read(join(dirname(file), 'en.json')));
      const own = read(file);
      const list = query === 'keys' ? keys : keys.map((key) => own[key]);
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(list))})`, moduleType: 'js' };
    },
  };
}

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));
