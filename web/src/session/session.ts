import { clockOffset, now, setClockOffset } from '../code/clock';
import { forget, recall, retain, retained } from './storage';

/** Who is signed in on this phone. Kept across restarts, since a traveler opens the page from the home screen again and again (docs/adr/0006). */
export interface Session {
  token: string;
  /** Milliseconds. */
  expiresAt: number;
  roles: string[];
  /** Server time minus phone time when it began: without it, a phone whose clock is fast would find every session over. */
  offset: number;
}

const SESSION = 'ghc.session';
const PHONE = 'ghc.phone';
/** Everything of one traveler starts with this, so that leaving removes all of it. */
const OWN = 'ghc.own.';

export function session(): Session | undefined {
  const kept = read<Session>(SESSION);
  if (kept && clockOffset() === 0) setClockOffset(kept.offset);
  return kept && kept.expiresAt > now() ? kept : undefined;
}

/** A session from an answer of the server. `phone` tells a returning traveler from another one on the same phone, whose code must not show. */
export function signIn(
  answer: { accessToken: string; expiresAt: string; roles?: string[] }, serverTime: number | undefined, phone: { areaCode: string; number: string },
): void {
  if (recall(PHONE) !== digitsOf(phone)) forgetOwn();
  rememberPhone(phone);
  if (serverTime !== undefined) setClockOffset(serverTime - Date.now());
  write(SESSION, { token: answer.accessToken, expiresAt: Date.parse(answer.expiresAt), roles: answer.roles ?? [], offset: clockOffset() });
}

/** The traveler has another phone from now on, and keeps what is theirs: signing in with it is no change of travelers. */
export const rememberPhone = (phone: { areaCode: string; number: string }): void => retain(PHONE, digitsOf(phone));

/** The session is over; the codes stay until they are spent. */
export const endSession = () => forget(SESSION);

/** Leaves nothing of the traveler on this phone. */
export function forgetEverything(): void {
  endSession();
  forget(PHONE);
  forgetOwn();
}

export function lastPhone(): { areaCode: string; number: string } | undefined {
  const [areaCode, number] = (recall(PHONE) ?? '').split(' ');
  return areaCode && number ? { areaCode, number } : undefined;
}

export const readOwn = <T>(key: string): T | undefined => read<T>(OWN + key);
export const writeOwn = (key: string, value: unknown): void => write(OWN + key, value);
export const removeOwn = (key: string): void => forget(OWN + key);

function forgetOwn(): void {
  for (const key of retained()) if (key.startsWith(OWN)) forget(key);
}

const digitsOf = ({ areaCode, number }: { areaCode: string; number: string }): string => `${areaCode} ${number.replace(/\D/g, '')}`;

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(recall(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

const write = (key: string, value: unknown): void => retain(key, JSON.stringify(value));
