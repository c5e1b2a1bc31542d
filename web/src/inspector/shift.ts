import type { Verdict } from '../api/types';
import { clockOffset, now, setClockOffset } from '../code/clock';
import { keep, kept } from '../staff/kept';

/** An inspector at work at one place. It outlives the session, so that nobody signs in again in the middle of a queue of people. */
export interface Shift {
  token: string;
  placeId: string;
  placeName: string;
  /** Milliseconds, by the server's clock. */
  expiresAt: number;
  offset: number;
  counts: Record<Count, number>;
}

/** `invalid`: expired, revoked, or not a code of ours. `open`: a printed code without network. */
export type Count = Verdict | 'invalid' | 'open';

const SHIFT = 'ghc.shift';
export const NOTHING: Record<Count, number> = { admit: 0, restrict: 0, refuse: 0, invalid: 0, open: 0 };

export function shift(): Shift | undefined {
  const current = kept<Shift>(SHIFT);
  if (current && clockOffset() === 0) setClockOffset(current.offset);
  return current && current.expiresAt > now() ? current : undefined;
}

export function startShift(
  answer: { shiftToken: string; place: { name: string }; expiresAt: string },
  placeId: string,
): Shift {
  const started = {
    token: answer.shiftToken,
    placeId,
    placeName: answer.place.name,
    expiresAt: Date.parse(answer.expiresAt),
    offset: clockOffset(),
    counts: { ...NOTHING },
  };
  keep(SHIFT, started);
  return started;
}

export function countOne(current: Shift, count: Count): Shift {
  const counted = { ...current, counts: { ...current.counts, [count]: current.counts[count] + 1 } };
  keep(SHIFT, counted);
  return counted;
}

export const endShift = (): void => {
  keep(SHIFT, undefined);
};
