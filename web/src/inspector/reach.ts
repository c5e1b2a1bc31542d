/**
 * Whether the service answered the last time it was asked. What the browser says of the network is a first guess and no more: it says "online" behind a
 * dead hotspot, and "offline" on some networks that work.
 */
let reached: boolean | undefined;
const listeners = new Set<() => void>();

export const isReached = (): boolean => reached ?? navigator.onLine;

export function noteReach(answered: boolean): void {
  const before = isReached();
  reached = answered;
  if (answered === before) return;
  for (const listener of [...listeners]) listener();
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
