import { cleanup } from '@testing-library/preact';
import { afterEach, beforeAll, vi } from 'vitest';
import { setLanguage } from '../../src/i18n/i18n';
import { forgetEverything, signIn } from '../../src/session/session';

beforeAll(() => setLanguage('en', false));

afterEach(() => {
  cleanup();
  forgetEverything();
  localStorage.clear();
  vi.unstubAllGlobals();
});

export const PHONE = { areaCode: '852', number: '51000001' };

export const enter = (token = 'anna'): void =>
  signIn({ accessToken: token, expiresAt: new Date(Date.now() + 1_800_000).toISOString() }, Date.now(), PHONE);

/** A service that answers each path with the next of its answers, the last one again and again. Answers with what was asked. */
export function serve(answers: Record<string, unknown[]>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
    asked.push(`${method} ${url}`);
    const left = answers[url] ?? [];
    const body = left.length > 1 ? left.shift() : left[0];
    const status = (body as { status?: number } | undefined)?.status ?? 200;
    return Promise.resolve(Response.json(body, { status }));
  });
  return asked;
}
