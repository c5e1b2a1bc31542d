/** One build of the pages, as the phone keeps it. */
export interface Build {
  cache: string;
  files: string[];
  /** The file of each language, by its tag. */
  languages: Record<string, string>;
}

/** Every build's cache starts with this. */
export const OURS = 'ghc-';

/** Keeps a new build, in every language that was read on this phone: its next visit may have no network. */
export async function keepBuild({ cache: name, files, languages }: Build): Promise<void> {
  const cache = await caches.open(name);
  const [read] = await Promise.all([pathsKept(), cache.addAll(files)]);
  const wanted = Object.entries(languages).filter(([tag]) => read.some((path) => path.startsWith(`/assets/${tag}-`)));
  await Promise.all(wanted.map(([, path]) => keepOne(cache, path)));
}

/** A build needs nothing of those before it, which are dropped: what they have is copied. */
export async function keepOne(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  const older = await caches.match(path);
  if (older) await cache.put(path, older);
  else await cache.add(path);
}

async function pathsKept(): Promise<string[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname);
}
