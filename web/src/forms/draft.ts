import { lastPhone } from '../session/session';

/** What somebody typed into a form that they had to leave, by the form's name; in memory only. */
const drafts = new Map<string, { owner: string; typed: Record<string, string> }>();

const owner = (): string => JSON.stringify(lastPhone() ?? null);
const isSecret = ({ type, autocomplete }: HTMLInputElement): boolean =>
  type === 'password' || autocomplete === 'one-time-code';

export function keepDraft(name: string, controls: Iterable<Element>): void {
  const fields = ([...controls] as HTMLInputElement[]).filter((control) => control.name && !isSecret(control));
  drafts.set(name, {
    owner: owner(),
    typed: Object.fromEntries(fields.map(({ name: field, value }) => [field, value])),
  });
}

/** Once, and not for the next traveler on the same phone. */
export function takeDraft(name: string | undefined): Record<string, string> {
  const draft = drafts.get(name ?? '');
  drafts.delete(name ?? '');
  return draft?.owner === owner() ? draft.typed : {};
}
