const FIRST = 2_000;
const LONGEST = 5 * 60_000;

/**
 * How long to wait after the `failures`-th failure in a row: doubling, with half of it left to chance so that phones which failed together do not
 * return together, and never before the server said.
 */
export function delay(failures: number, retryAfter = 0, chance = randomShare()): number {
  const full = Math.min(LONGEST, FIRST * 2 ** (failures - 1));
  return Math.max(retryAfter, 0) + full * (0.5 + chance / 2);
}

/** Between 0 and 1. */
export const randomShare = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
