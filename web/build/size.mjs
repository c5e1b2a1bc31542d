// Weighs what a traveler loads: the page, its scripts and styles, and the heaviest language. Fails above the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = { br: 60_000, gz: 60_000 };
const dist = new URL('../dist/', import.meta.url);
const worker = readFileSync(new URL('sw.js', dist), 'utf8');
const kept = JSON.parse(JSON.parse(worker.match(/"(\[\\"\/\\".*?\])"/)[0]));
const languages = readdirSync(new URL('assets/', dist)).filter((name) =>
  /^(ar|en|es|fr|ja|ko|ru|zh-Han[st])-[\w-]+\.js$/.test(name),
);
if (languages.length !== 9) throw new Error(`Found ${languages.length} languages: ${languages}`);

const size = (path, coding) => {
  const file = path === '/' ? 'index.html' : path.slice(1);
  try {
    return readFileSync(new URL(`${file}.${coding}`, dist)).length;
  } catch {
    return gzipSync(readFileSync(new URL(file, dist))).length;
  }
};

for (const coding of ['br', 'gz']) {
  const rows = [...kept, '/sw.js'].map((path) => [path, size(path, coding)]);
  const heaviest = languages
    .map((name) => [`/assets/${name}`, size(`/assets/${name}`, coding)])
    .sort((a, b) => b[1] - a[1])[0];
  rows.push(heaviest);
  const total = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  if (coding === 'br') for (const [path, bytes] of rows) console.log(String(bytes).padStart(7), path);
  console.log(`${coding}: ${total} of ${BUDGET[coding]} bytes`);
  if (total > BUDGET[coding]) {
    console.error(`The traveler's pages are too heavy (${coding}).`);
    process.exitCode = 1;
  }
}
