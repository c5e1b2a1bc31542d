/** Whether the service answered the last time it was asked: browsers say "online" behind a dead hotspot, and "offline" on some networks that work. */
let reached = true;
const listeners = new Set<() => void>();

export const isReached = (): boolean => reached;

export function noteReach(answered: boolean): void {
  if (answered === reached) return;
  reached = answered;
  for (const listener of [...listeners]) listener();
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
