/**
 * The server's time on this phone. Codes live by the minute and phones may be off by many, so the difference is measured with every answer and kept
 * with the codes.
 */
let offset = 0;

/** Milliseconds since 1970 by the server's clock. */
export const now = (): number => Date.now() + offset;
export const clockOffset = (): number => offset;
export const setClockOffset = (milliseconds: number): void => { offset = milliseconds; };

/** The difference when a server said `serverTime` in an exchange that began at `sent` and ended at `received` by the phone's clock. */
export const measureOffset = (serverTime: number, sent: number, received: number): number =>
  serverTime - (sent + received) / 2;
