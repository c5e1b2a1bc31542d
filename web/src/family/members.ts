import type { Answer, Problem } from '../api/call';
import type { components } from '../api/schema';
import { isSecret, readDraft, writeDraft } from '../forms/draft';

type Body = Omit<components['schemas']['CompanionRequest'], 'relationship'> &
  Partial<Pick<components['schemas']['CompanionRequest'], 'relationship'>>;
export type Outcome = Answer<'/api/families', 'post'>['members'][number];

/** One card of the form. */
export interface Member {
  /** Stays the same while cards before it are removed. */
  id: number;
  /** By the names of the card's fields, as they were typed. */
  typed: Record<string, string>;
  /** In the words of the contract; none before the card was filled in. */
  body?: Body;
  isOpen: boolean;
  problem?: Problem;
}

/** The id of the traveler's own card. */
export const TRAVELER = 0;
export const MOST_COMPANIONS = 10;
const DRAFT = 'family';
/** The draft of what is typed into an open card. */
export const draftOf = (id: number): string => `${DRAFT}.${id}`;

export const blank = (id: number): Member => ({ id, typed: {}, isOpen: true });
export const nextId = (members: Member[]): number => Math.max(TRAVELER, ...members.map(({ id }) => id)) + 1;
/** A name in whatever script, so that it stays whole inside a sentence of another one. */
export const nameOf = ({ typed }: Member): string => (typed.fullName ? `\u2068${typed.fullName}\u2069` : '');

/** The cards as they were left, also after the page was loaded anew; codes of others are not kept. Whoever is signed in starts with a companion. */
export function readMembers(isSignedIn: boolean): Member[] {
  const kept = readDraft(DRAFT).members;
  const members = kept === undefined ? [] : (JSON.parse(kept) as Member[]);
  const all = members.some(({ id }) => id === TRAVELER) ? members : [blank(TRAVELER), ...members];
  return isSignedIn && all.length === 1 ? [...all, blank(nextId(all))] : all;
}

export const keepMembers = (members: Member[]): void =>
  writeDraft(DRAFT, {
    members: JSON.stringify(
      members.map(({ body, ...rest }) => ({ ...rest, ...(body ? { body: { ...body, consentCode: undefined } } : {}) })),
    ),
  });

export const typedInto = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    ([...form.elements] as HTMLInputElement[])
      .filter((control) => control.name && !isSecret(control))
      .map(({ name, value }) => [name, value]),
  );

/** A card that has to be mended, open and with what was typed. */
export function reopened(member: Member, problem?: Problem): Member {
  writeDraft(draftOf(member.id), member.typed);
  const { problem: _, ...rest } = member;
  return { ...rest, isOpen: true, ...(problem ? { problem } : {}) };
}

/** The problem of one person, with the names of the card's own fields. */
export function problemOf(problem: Partial<Problem> | undefined, place: string): Problem {
  const errors = Object.entries(problem?.errors ?? {}).map(([field, texts]) => [field.replace(`${place}.`, ''), texts]);
  return {
    kind: 'refused',
    status: 0,
    code: '',
    title: '',
    detail: '',
    unmet: [],
    ...problem,
    errors: Object.fromEntries(errors) as Problem['errors'],
  };
}

/** Parts the errors of the whole form: those of each card by its place, and those of the fields below the cards. */
export function partErrors(problem: Problem, places: string[]): { byPlace: Map<string, Problem>; rest: Problem } {
  const byPlace = new Map<string, Problem>();
  const rest: Problem['errors'] = {};
  for (const [field, texts] of Object.entries(problem.errors)) {
    const below = /^traveler\.((?:phone|smsCode|email|emailCode|language|keepCode)\b.*)/.exec(field)?.[1];
    const place = below ? undefined : places.find((one) => field === one || field.startsWith(`${one}.`));
    if (place === undefined) rest[below ?? field] = texts;
    else
      byPlace.set(
        place,
        problemOf(
          { ...problem, errors: { ...byPlace.get(place)?.errors, [field.replace(`${place}.`, '')]: texts } },
          place,
        ),
      );
  }
  return { byPlace, rest: { ...problem, errors: rest } };
}
