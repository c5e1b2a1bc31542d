import { language } from '../i18n/i18n';
import type { paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never;
type Good<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R];

/** What a call answers when it succeeds; `undefined` for 204. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? ([Good<R>] extends [never] ? undefined : Good<R>) : never;
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: infer R } ? Json<R> : undefined;

/** A refusal as the server words it (RFC 9457). */
export interface Problem {
  kind: 'refused' | 'busy' | 'offline';
  status: number;
  code: string;
  title: string;
  detail: string;
  errors: Record<string, string[]>;
  unmet: string[];
  number?: number;
  /** Milliseconds. */
  retryAfter?: number;
  /** The language of the server's words. */
  language?: string;
}

/** `serverTime`: the server's clock when it answered, in milliseconds, by its `Date` header. */
export type Result<T> = { ok: true; value: T; serverTime?: number } | { ok: false; problem: Problem };

export interface Options<P extends keyof paths, M extends Method> {
  body?: Body<P, M>;
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  token?: string | undefined;
  /** How many milliseconds the answer may take. */
  patience?: number;
}

const PATIENCE = 20_000;

/** One call. Never throws: no network, a busy service and a refusal are values like the answer itself. */
export const call = <P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  options: Options<P, M> = {},
): Promise<Result<Answer<P, M>>> =>
  ask(
    method,
    path,
    options,
    'application/json',
    async (response) => (response.status === 204 ? undefined : await response.json()) as Answer<P, M>,
  );

/** A call that is answered by a page. */
export const callForPage = <P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  options: Options<P, M> = {},
): Promise<Result<Document>> =>
  ask(method, path, options, 'text/html', async (response) =>
    new DOMParser().parseFromString(await response.text(), 'text/html'),
  );

async function ask<P extends keyof paths, M extends Method, T>(
  method: M,
  path: P,
  options: Options<P, M>,
  accept: string,
  read: (response: Response) => Promise<T>,
): Promise<Result<T>> {
  // `AbortSignal.timeout` is younger than the phones this is for.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.patience ?? PATIENCE);
  try {
    const response = await fetch(address(path, options), {
      method: method.toUpperCase(),
      headers: {
        Accept: accept,
        'Accept-Language': language(),
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      cache: 'no-store',
      // For the device cookie, which gives tries of its own and opens nothing (docs/adr/0019).
      credentials: 'same-origin',
      signal: limit.signal,
    });
    if (!response.ok) return { ok: false, problem: await problemOf(response) };
    const serverTime = Date.parse(response.headers.get('Date') ?? '');
    return { ok: true, value: await read(response), ...(Number.isNaN(serverTime) ? {} : { serverTime }) };
  } catch {
    // `fetch` rejects for one reason that matters here: nothing came back.
    return { ok: false, problem: nothing('offline', 0) };
  } finally {
    clearTimeout(timer);
  }
}

function address(
  path: string,
  {
    path: parts = {},
    query = {},
  }: { path?: Record<string, string>; query?: Record<string, string | number | undefined> },
) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  const search = given.toString();
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
  return search ? `${filled}?${search}` : filled;
}

async function problemOf(response: Response): Promise<Problem> {
  const told = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const busy = response.status === 429 || response.status >= 500;
  const problem: Problem = { ...nothing(busy ? 'busy' : 'refused', response.status), ...told };
  const seconds = Number(response.headers.get('Retry-After'));
  if (seconds > 0) problem.retryAfter = seconds * 1000;
  const spoken = response.headers.get('Content-Language');
  if (spoken) problem.language = spoken;
  return problem;
}

/** The answer came, and whoever asked had left. */
export const GONE: Result<never> = { ok: false, problem: { ...nothing('refused', 401), code: 'not-signed-in' } };

function nothing(kind: Problem['kind'], status: number): Problem {
  return { kind, status, code: kind, title: '', detail: '', errors: {}, unmet: [] };
}
