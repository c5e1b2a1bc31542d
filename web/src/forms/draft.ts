import { lastOwner, OWN } from '../session/session';
import { ofTab } from '../session/storage';

/** What somebody typed into a form and did not send yet, by the form's name: help, "back", a reload or signing in again lose nothing. Never what is secret. */
interface Draft {
  owner: string;
  typed: Record<string, string>;
}

const keyOf = (name: string): string => `${OWN}draft.${name}`;
const owner = (): string => lastOwner() ?? '';
export const isSecret = ({ type, autocomplete }: Pick<HTMLInputElement, 'type' | 'autocomplete'>): boolean =>
  type === 'password' || /password|one-time-code/.test(autocomplete);

export function keepDraft(name: string, controls: Iterable<Element>): void {
  const fields = ([...controls] as HTMLInputElement[]).filter((control) => control.name && !isSecret(control));
  const typed = Object.fromEntries(fields.map(({ name: field, value }) => [field, value]));
  // What was typed in another shape of the form, such as the number of issuance of a permit, stays for when it comes back.
  writeDraft(name, { ...readDraft(name), ...typed });
}

export const writeDraft = (name: string, typed: Record<string, string>): void =>
  ofTab.retain(keyOf(name), JSON.stringify({ owner: owner(), typed } satisfies Draft));

/** Not for the next traveler on the same phone. */
export function readDraft(name: string | undefined): Record<string, string> {
  const text = name === undefined ? undefined : ofTab.recall(keyOf(name));
  const draft = text === undefined ? undefined : (JSON.parse(text) as Draft);
  return draft?.owner === owner() ? draft.typed : {};
}

export const dropDraft = (name: string): void => ofTab.forget(keyOf(name));
