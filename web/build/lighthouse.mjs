// Measures the public pages and the code page as Lighthouse's mid-range phone on slow 4G sees them, and fails below the thresholds.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PAGES = ['/', '/apply', '/login', '/help', '/privacy', '/accessibility', '/terms', '/contact', '/code'];
/** Performance counts where somebody waits before an inspector; a busy machine costs points, so the best of some tries does. */
const THRESHOLDS = { performance: 0, accessibility: 1, 'best-practices': 1, seo: 1 };
const OF_THE_CODE = { ...THRESHOLDS, performance: 0.95 };
const TRIES = 3;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const preload = JSON.parse(readFileSync(join(dist, 'preload.json'), 'utf8'));

/** What functions/Ghc.Functions/Web does with these files, in short. */
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://localhost').pathname);
  if (path.startsWith('/api/')) {
    response.writeHead(503, { 'Content-Type': 'application/problem+json' }).end('{}');
    return;
  }
  const isPage = !extname(path);
  const file = join(dist, isPage ? 'index.html' : path);
  const files = [...(preload.pages[path] ?? []), preload.languages.en];
  const headers = {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    ...(isPage
      ? {
          Link: files
            .map((name) => `<${name}>; rel=${name.endsWith('.css') ? 'preload; as=style' : 'modulepreload'}`)
            .join(', '),
        }
      : {}),
  };
  for (const [suffix, coding] of [
    ['.br', { 'Content-Encoding': 'br' }],
    ['', {}],
  ]) {
    try {
      const body = readFileSync(file + suffix);
      response.writeHead(200, { ...headers, ...coding }).end(body);
      return;
    } catch {
      // The next one.
    }
  }
  response.writeHead(404).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const site = `http://localhost:${server.address().port}`;

/** A traveler with a strip on the phone, as the contract's example has it, so that the code page asks nobody. */
function seed() {
  const contract = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
  const { example } = contract.paths['/api/code'].get.responses[200].content['application/json'];
  const start = Date.now();
  const at = (minute) => new Date(start + minute * 60_000).toISOString();
  const strip = Array.from({ length: 240 }, (_, minute) => ({
    healthCode: example.healthCode,
    notBefore: at(minute),
    expiresAt: at(minute + 1),
  }));
  return {
    'ghc.session': { token: 'token', expiresAt: start + 1_800_000, roles: [] },
    'ghc.own.code.self': {
      answer: { ...example, strip, assessedAt: at(0), healthCodeExpiresAt: at(1) },
      language: 'en',
      share: 0,
    },
  };
}

/** One page in a browser of its own, as on a first visit. */
async function measure(path) {
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  try {
    const page = await browser.newPage();
    // Nothing of the app, so no worker of it keeps files.
    await page.goto(`${site}/icon.svg`);
    if (path === '/code')
      await page.evaluate((kept) => {
        for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, JSON.stringify(value));
      }, seed());
    const flags = { onlyCategories: Object.keys(THRESHOLDS), disableStorageReset: true, logLevel: 'error' };
    return (await lighthouse(site + path, flags, undefined, page)).lhr;
  } finally {
    await browser.close();
  }
}

function shortfall(lhr, thresholds) {
  return Object.entries(thresholds).flatMap(([name, least]) => {
    const { score, auditRefs } = lhr.categories[name];
    if (score >= least) return [];
    const found = auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`);
    return [`${name} below ${least * 100}: ${found.join(', ')}`];
  });
}

let failed = false;
for (const path of PAGES) {
  let missing = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const lhr = await measure(path);
    missing = shortfall(lhr, path === '/code' ? OF_THE_CODE : THRESHOLDS);
    const scores = Object.values(lhr.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
    console.log(path.padEnd(15), [...scores, ...missing].join(', '));
    if (missing.length === 0) break;
  }
  failed ||= missing.length > 0;
}
server.close();
if (failed) {
  console.error('Some pages are below the thresholds.');
  process.exitCode = 1;
}
