import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call } from '../src/api/call';
import { judge } from '../src/inspector/judge';
import { PREFIX } from '../src/inspector/verify';

/** Younger than Safari 15.0 or the WebViews of 2021 (build.cssTarget in vite.config.ts). */
const YOUNGER: [object, string][] = [
  [URLSearchParams.prototype, 'size'],
  [AbortSignal, 'timeout'],
  [AbortSignal, 'any'],
  [globalThis, 'structuredClone'],
  [Crypto.prototype, 'randomUUID'],
];
const taken: [object, string, PropertyDescriptor][] = [];
const asked: { url: string; signal: AbortSignal }[] = [];

beforeEach(() => {
  for (const [owner, name] of YOUNGER) {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    if (found && Reflect.deleteProperty(owner, name)) taken.push([owner, name, found]);
  }
  vi.stubGlobal('navigator', { onLine: true });
  vi.useFakeTimers();
});

afterEach(() => {
  for (const [owner, name, found] of taken.splice(0)) Object.defineProperty(owner, name, found);
  asked.length = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A network from which nothing comes back until somebody gives up. */
const silence = () =>
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push({ url, signal });
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
  });

test('an old phone asks with the whole address: a child’s code is not the parent’s', async () => {
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push({ url, signal });
    return Promise.resolve(new Response('{}'));
  });
  expect((await call('get', '/api/code', { query: { minutes: 240, holder: 'child', more: undefined } })).ok).toBe(true);
  await call('get', '/api/keys');
  expect(asked.map(({ url }) => url)).toEqual(['/api/code?minutes=240&holder=child', '/api/keys']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.some(({ signal }) => signal.aborted)).toBe(false);
});

test('an old phone gives up after a while', async () => {
  silence();
  const answer = call('get', '/api/code');
  await vi.advanceTimersByTimeAsync(19_999);
  expect(asked[0]?.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toMatchObject({ ok: false, problem: { kind: 'offline' } });
});

test('an old phone at a gate judges by itself after five seconds', async () => {
  silence();
  const judgment = judge(`${PREFIX}ABC`, { token: 'shift' } as never);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await judgment).toEqual({ kind: 'invalid', code: 'code-not-recognized', offline: true });
});
