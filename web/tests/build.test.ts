import { beforeEach, expect, test, vi } from 'vitest';
import { type Build, keepBuild, keepOne } from '../src/sw/build';

const ORIGIN = 'https://ghc.example';
const phone = new Map<string, Map<string, string>>();
let served: string[];

/** As much of the browser's caches as the worker uses; `served` is what the network still has. */
function cacheOf(name: string) {
  const kept = phone.get(name) ?? new Map<string, string>();
  phone.set(name, kept);
  const add = (path: string) => {
    if (!served.includes(path)) throw new TypeError(`${path} does not come`);
    kept.set(path, 'network');
  };
  return {
    match: async (path: string) => kept.get(path),
    put: async (path: string, answer: string) => {
      kept.set(path, answer);
    },
    add: async (path: string) => add(path),
    addAll: async (paths: string[]) => paths.forEach(add),
    keys: async () => [...kept.keys()].map((path) => ({ url: ORIGIN + path })),
  };
}

const build = (number: number): Build => ({
  cache: `ghc-${number}`,
  files: ['/', `/assets/base-${number}.js`],
  languages: {
    en: `/assets/en-${number}.js`,
    fr: `/assets/fr-${number}.js`,
    'zh-Hans': `/assets/zh-Hans-${number}.js`,
    'zh-Hant': `/assets/zh-Hant-${number}.js`,
  },
});
const everythingOf = ({ files, languages }: Build) => [...files, ...Object.values(languages)];

beforeEach(() => {
  phone.clear();
  vi.stubGlobal('caches', {
    open: async (name: string) => cacheOf(name),
    keys: async () => [...phone.keys()],
    match: async (path: string) => [...phone.values()].map((kept) => kept.get(path)).find(Boolean),
  });
});

test('a new build is kept in the languages that were read here, so that it opens without network', async () => {
  served = everythingOf(build(1));
  await keepBuild(build(1));
  await keepOne(cacheOf('ghc-1') as never, '/assets/fr-1.js');
  await keepOne(cacheOf('ghc-1') as never, '/assets/zh-Hant-1.js');

  served = everythingOf(build(2));
  await keepBuild(build(2));
  expect([...(phone.get('ghc-2') ?? [])].map(([path]) => path)).toEqual([
    '/',
    '/assets/base-2.js',
    '/assets/fr-2.js',
    '/assets/zh-Hant-2.js',
  ]);
});

test('a language that did not change goes on from build to build, although the oldest are dropped', async () => {
  const french = { languages: { fr: '/assets/fr-same.js' } };
  await cacheOf('ghc-0').put('/assets/fr-same.js', 'from the first visit');
  served = [1, 2, 3].flatMap((number) => build(number).files);
  for (const number of [1, 2, 3]) {
    await keepBuild({ ...build(number), ...french });
    phone.delete(`ghc-${number - 1}`);
  }
  expect(phone.get('ghc-3')?.get('/assets/fr-same.js')).toBe('from the first visit');
});

test('a build whose language does not come is not taken, and the one before goes on', async () => {
  await cacheOf('ghc-1').put('/assets/fr-1.js', 'kept');
  served = build(2).files;
  await expect(keepBuild(build(2))).rejects.toThrow('/assets/fr-2.js');
});
