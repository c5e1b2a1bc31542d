/** Not in TypeScript's types, since not every browser has it. */
interface InstallEvent extends Event {
  prompt: () => Promise<unknown>;
}

let offered: InstallEvent | undefined;
const listeners = new Set<() => void>();

/** Browsers offer once per page, often before anything is drawn. */
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offered = event as InstallEvent;
  for (const listener of listeners) listener();
});

export const canInstall = (): boolean => offered !== undefined;

export function onInstallOffered(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Asks, by the browser's own dialog; an offer counts once. */
export async function install(): Promise<void> {
  const event = offered;
  offered = undefined;
  await event?.prompt();
}
