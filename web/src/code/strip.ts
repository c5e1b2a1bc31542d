import type { HealthCode, StripCode } from '../api/types';

/** A code answer as it is kept on the phone. */
export interface Kept {
  answer: HealthCode;
  /** The language of its texts. */
  language: string;
  /** The first minutes only, so that a code showed soon; the rest is still to come. */
  partial?: boolean;
  /** Moves the renewal a little, differently on every phone. */
  share: number;
}

/** How far a strip is asked to reach, in minutes: the most that the service mints. */
export const REACH = 240;
/** The first answer on a phone without a code: small, so that it arrives soon on a slow network. */
export const FIRST_REACH = 5;
/** Before a session ends, one last full strip is fetched, unless the one at hand is younger than this. */
const YOUNG = 10 * 60_000;
const LAST_CHANCE = 2 * 60_000;

/** The code of this moment. */
export const currentCode = (strip: readonly StripCode[], now: number): StripCode | undefined =>
  strip.find((code) => Date.parse(code.notBefore) <= now && now < Date.parse(code.expiresAt));

export const startOf = ({ answer }: Kept): number => Date.parse(answer.strip[0]?.notBefore ?? answer.assessedAt);
export const endOf = ({ answer }: Kept): number =>
  Date.parse(answer.strip[answer.strip.length - 1]?.expiresAt ?? answer.healthCodeExpiresAt);

/**
 * When to renew a strip: as soon as less than half of it is left (up to a tenth earlier), or just before the session ends, because afterwards only a
 * person can. Never in a session that is over.
 */
export function renewAt(kept: Kept | undefined, now: number, sessionEnd: number | undefined, language: string): number {
  if (sessionEnd === undefined || sessionEnd <= now) return Infinity;
  if (!kept || kept.partial || !currentCode(kept.answer.strip, now) || kept.language !== language) return now;
  const start = startOf(kept);
  const half = start + (endOf(kept) - start) * (0.5 - kept.share / 10);
  const lastChance = sessionEnd - LAST_CHANCE;
  return Math.max(now, lastChance - start > YOUNG ? Math.min(half, lastChance) : half);
}
