import { recall, retain } from '../session/storage';

/**
 * The server's time on this phone. Codes live by the minute and phones may be off by many, so the difference is measured with every answer and kept
 * from visit to visit, together with a recent moment of the phone's clock, by which one sees that somebody set it.
 */
const KEPT = 'ghc.clock';
/** A step of the phone's clock that is more than a late timer. */
const LEAP = 5_000;
/** What inspectors' readers forgive (HealthCodes.Tolerance). */
const WRONG = 30_000;
const MINUTE = 60_000;

let { offset, phone } = restored();
/** A clock that nobody sets, beside the phone's. */
let steady = performance.now();
let keptAt = phone;

/** Milliseconds since 1970 by the server's clock. */
export const now = (): number => Date.now() + offset;
export const clockOffset = (): number => offset;

export function setClockOffset(milliseconds: number): void {
  if (!Number.isFinite(milliseconds)) return;
  offset = milliseconds;
  keep();
}

/** From an exchange that took so many milliseconds and just ended, in which a server said `serverTime`. */
export const learnTime = (serverTime: number, took: number): void =>
  setClockOffset(measureOffset(serverTime, took, Date.now()));

/** The difference when a server said `serverTime` in an exchange that took `took` and ended at `received` by the phone's clock. */
export const measureOffset = (serverTime: number, took: number, received: number): number =>
  serverTime + took / 2 - received;

/**
 * Whether the phone's clock may have been set since the last look, so that the difference must be measured anew. Set back, it is known by how much, at
 * least, and time goes on as before. Set ahead, it looks like a phone that slept, or a page that was closed: that counts where the clock was known to
 * be wrong, since somebody will set it right, and not on the many phones that wake in the morning.
 */
export function wasSet(): boolean {
  const leap = Date.now() - phone - (performance.now() - steady);
  if (leap < -LEAP) offset -= leap;
  phone = Date.now();
  steady = performance.now();
  if (leap < -LEAP || phone - keptAt > MINUTE) keep();
  return leap < -LEAP || (leap > LEAP && Math.abs(offset) > WRONG);
}

function keep(): void {
  keptAt = Date.now();
  retain(KEPT, `${offset} ${keptAt}`);
}

function restored(): { offset: number; phone: number } {
  const [kept = NaN, at = NaN] = (recall(KEPT) ?? '').split(' ').map(Number);
  return Number.isFinite(kept) && Number.isFinite(at) ? { offset: kept, phone: at } : { offset: 0, phone: Date.now() };
}
