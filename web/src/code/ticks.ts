import { now } from './clock';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls `tick` as each second of the server's time begins, all listeners together. Answers with what ends it. */
export function everySecond(tick: () => void): () => void {
  listeners.add(tick);
  if (timer === undefined) wait();
  return () => {
    listeners.delete(tick);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

function wait(): void {
  timer = setTimeout(
    () => {
      wait();
      for (const tick of [...listeners]) tick();
    },
    1000 - (now() % 1000),
  );
}
