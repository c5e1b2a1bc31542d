import type { Result } from '../api/call';
import { fetchCode, keptCode } from './fetchCode';
import type { Kept } from './strip';

/** Whose page this is, by its address; the traveler's own without a word. */
export const holderOfPage = (): string => new URLSearchParams(location.search).get('holder') ?? 'self';

export const pageFor = (path: string, holder: string): string =>
  holder === 'self' ? path : `${path}?holder=${encodeURIComponent(holder)}`;

/** What a code says of its holder's document: from this phone if it is there. */
export async function knownCode(holder: string, token: string): Promise<Result<Kept>> {
  const kept = keptCode(holder);
  return kept ? { ok: true, value: kept } : fetchCode(holder, token);
}
