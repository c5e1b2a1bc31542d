/** What this phone keeps; where storage is full or forbidden (a private window), as long as the page is open. */
class Store {
  readonly #open: () => Storage;
  readonly #memory = new Map<string, string>();

  constructor(open: () => Storage) {
    this.#open = open;
  }

  readonly recall = (key: string): string | undefined =>
    this.#memory.get(key) ?? attempt(() => this.#open().getItem(key)) ?? undefined;

  readonly retain = (key: string, text: string): void => {
    this.#memory.set(key, text);
    attempt(() => {
      this.#open().setItem(key, text);
      this.#memory.delete(key);
    });
  };

  readonly forget = (key: string): void => {
    this.#memory.delete(key);
    attempt(() => this.#open().removeItem(key));
  };

  readonly keys = (): string[] => [...this.#memory.keys(), ...(attempt(() => Object.keys(this.#open())) ?? [])];
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** From visit to visit. */
export const { recall, retain, forget, keys: retained } = new Store(() => localStorage);
/** As long as the tab is open, also when it loads anew. */
export const ofTab = new Store(() => sessionStorage);
