/** What this phone keeps from visit to visit; where storage is full or forbidden (a private window), as long as the page is open. */
const memory = new Map<string, string>();

export function recall(key: string): string | undefined {
  return memory.get(key) ?? attempt(() => localStorage.getItem(key)) ?? undefined;
}

export function retain(key: string, text: string): void {
  memory.set(key, text);
  attempt(() => {
    localStorage.setItem(key, text);
    memory.delete(key);
  });
}

export function forget(key: string): void {
  memory.delete(key);
  attempt(() => localStorage.removeItem(key));
}

export const retained = (): string[] => [...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])];

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
