import { now, setClockOffset } from '../code/clock';
import { forget, ofTab, recall, retain, retained } from './storage';

/** Who is signed in on this phone. Kept across restarts, since a traveler opens the page from the home screen again and again (docs/adr/0006). */
export interface Session {
  token: string;
  /** Milliseconds. */
  expiresAt: number;
  roles: string[];
}

/** Whoever may show codes: somebody who is signed in, or a device with a pass, whose cookie the browser sends by itself (docs/adr/0021). */
export interface Viewer {
  /** Empty for a pass. */
  token: string;
  /** Milliseconds; a pass lasts on while it is used. */
  expiresAt: number;
}

/** A phone, or an e-mail address. */
export type Owner = { areaCode: string; number: string } | string;

const PASS = '';
const PASS_KEPT = 'pass';
const SESSION = 'ghc.session';
const PHONE = 'ghc.phone';
/** Everything of one traveler starts with this, so that leaving removes all of it. */
export const OWN = 'ghc.own.';
/** Whose pages this tab shows. */
let traveler = recall(PHONE);

export function session(): Session | undefined {
  const kept = read<Session>(SESSION);
  return kept && kept.expiresAt > now() ? kept : undefined;
}

/** Whether this phone goes on showing codes without signing in. */
export const keepsCode = (): boolean => readOwn<boolean>(PASS_KEPT) === true;

/** With a pass, codes are fetched on after the session. */
export function viewer(): Viewer | undefined {
  const current = session();
  if (!keepsCode()) return current;
  return { token: current?.token ?? PASS, expiresAt: Number.POSITIVE_INFINITY };
}

/** The service knows the device's pass no more, or the session. What is left may still show codes. */
export const endViewer = (token: string): void => (token === PASS ? removeOwn(PASS_KEPT) : endSession(token));

/** A session from an answer of the server. `owner`, a phone or an e-mail address, tells a returning traveler from another one on the same phone, whose code must not show. */
export function signIn(
  answer: { accessToken: string; expiresAt: string; roles?: string[] },
  serverTime: number | undefined,
  owner: Owner,
  keeps = false,
): void {
  if (lastOwner() !== textOf(owner)) forgetOwn();
  rememberOwner(owner);
  if (serverTime !== undefined) setClockOffset(serverTime - Date.now());
  if (keeps) writeOwn(PASS_KEPT, true);
  else removeOwn(PASS_KEPT);
  write(SESSION, { token: answer.accessToken, expiresAt: Date.parse(answer.expiresAt), roles: answer.roles ?? [] });
}

/** The traveler has another phone or address from now on, and keeps what is theirs: signing in with it is no change of travelers. */
export const rememberOwner = (owner: Owner): void => {
  traveler = textOf(owner);
  retain(PHONE, traveler);
};

/** The phone or address that signed in here last. */
export const lastOwner = (): string | undefined => recall(PHONE);

/** Whether whoever asked with `token` is signed in still: an answer that comes after they left is nobody's here, and their successor's least of all. */
export const isStill = (token: string | undefined): boolean =>
  token === PASS ? keepsCode() : token !== undefined && read<Session>(SESSION)?.token === token;

/** The session is over; the codes stay until they are spent. With a token only that one's, which was refused: another may have begun meanwhile. */
export const endSession = (token?: string): void => {
  if (token === undefined || isStill(token)) forget(SESSION);
};

/** Leaves nothing of the traveler on this phone. */
export function forgetEverything(): void {
  endSession();
  forget(PHONE);
  traveler = undefined;
  forgetOwn();
}

/** Calls `leave` where the traveler of this tab left, or gave way to another, in another tab, or while this one was out of sight. */
export function onLeft(leave: () => void): void {
  const look = () => {
    const before = traveler;
    traveler = recall(PHONE);
    if (before !== undefined && before !== traveler) leave();
  };
  addEventListener('storage', look);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) look();
  });
}

export function lastPhone(): { areaCode: string; number: string } | undefined {
  const [areaCode, number] = (recall(PHONE) ?? '').split(' ');
  return areaCode && number ? { areaCode, number } : undefined;
}

/** What was parsed, by its key: a strip of four hours is 80 kB, and is asked for with every drawing of the code page. */
const parsed = new Map<string, { text: string; value: unknown }>();

/** One of the traveler's own things. Nobody may change what it answers with. */
export function readOwn<T>(key: string): T | undefined {
  const text = recall(OWN + key);
  if (text === undefined) {
    parsed.delete(key);
    return undefined;
  }
  const known = parsed.get(key);
  if (known?.text === text) return known.value as T;
  const value = read<T>(OWN + key);
  parsed.set(key, { text, value });
  return value;
}
export const writeOwn = (key: string, value: unknown): void => write(OWN + key, value);
/** Keeps what an answer to `token` brought, if its owner is here still. */
export const keepOwn = (token: string, key: string, value: unknown): boolean => {
  const here = isStill(token);
  if (here) writeOwn(key, value);
  return here;
};
export const removeOwn = (key: string): void => forget(OWN + key);

function forgetOwn(): void {
  for (const key of retained()) if (key.startsWith(OWN)) forget(key);
  for (const key of ofTab.keys()) if (key.startsWith(OWN)) ofTab.forget(key);
}

const textOf = (owner: Owner): string =>
  typeof owner === 'string' ? owner.toLowerCase() : `${owner.areaCode} ${owner.number.replace(/\D/g, '')}`;

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(recall(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

const write = (key: string, value: unknown): void => retain(key, JSON.stringify(value));
