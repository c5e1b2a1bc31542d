import { call } from '../api/call';
import { now } from '../code/clock';
import { keep, kept } from '../staff/kept';
import { noteReach } from './reach';
import type { Key } from './verify';

const KEYS = 'ghc.keys';
const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
let asked = -Infinity;

interface Stored {
  keys: Key[];
  at: number;
}

export const keys = (): Key[] => kept<Stored>(KEYS)?.keys ?? [];

/** Once a day, and when a code names a key that is not here; then not more than once a minute, because anybody can print any name. */
export async function refreshKeys(unknownKey = false): Promise<void> {
  const stored = kept<Stored>(KEYS);
  if (!unknownKey && stored && now() - stored.at < DAY) return;
  if (now() - asked < MINUTE) return;
  asked = now();
  const result = await call('get', '/api/keys');
  noteReach(result.ok || result.problem.kind !== 'offline');
  if (result.ok) keep(KEYS, { keys: result.value.keys, at: now() } satisfies Stored);
}

/** Whether the service can be reached, by asking it for something small. */
export async function ping(): Promise<void> {
  const result = await call('get', '/api/keys', { patience: 5_000 });
  noteReach(result.ok || result.problem.kind !== 'offline');
}
