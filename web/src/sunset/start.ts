import { call } from '../api/call';
import { recall, retain } from '../session/storage';
import type { Sunset } from './Banner';

const KEPT = 'ghc.sunset';
/** How old what this phone knows may be before the service is asked again: the end is announced weeks before. */
const AGE = 3_600_000;

/** Without network, what was known holds. */
async function find(): Promise<Sunset | undefined> {
  const kept = read();
  if (kept && Date.now() - kept.at < AGE) return kept.sunset;
  const asked = await call('get', '/api/sunset');
  if (!asked.ok) return kept?.sunset;
  retain(KEPT, JSON.stringify({ at: Date.now(), sunset: asked.value }));
  return asked.value;
}

function read(): { at: number; sunset: Sunset } | undefined {
  try {
    return JSON.parse(recall(KEPT) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Tells on every page that the service ends, if it does. Loaded after the page, which does not wait for it. */
export const sunset = await find();
if (sunset && sunset.phase !== 'none') (await import('./Banner')).show(sunset);
