import type { Color, Companion } from '../api/types';
import { translate } from '../i18n/i18n';
import { keepOwn, readOwn } from '../session/session';
import { keptCode } from './fetchCode';

/** Somebody whose code this phone shows: the traveler, or a companion. */
export interface Member {
  /** "self" for the traveler. */
  holder: string;
  name: string;
  relationship?: Companion['relationship'];
  color: Color | undefined;
}

const KNOWN = 'companions';

export const knownCompanions = (): Companion[] => readOwn<Companion[]>(KNOWN) ?? [];
export const rememberCompanions = (token: string, companions: Companion[]): boolean =>
  keepOwn(token, KNOWN, companions);

/** The traveler first, then the companions in the service's order. The color is that of the code on this phone, where there is one. */
export function family(companions = knownCompanions()): Member[] {
  const own = keptCode('self')?.answer;
  return [
    { holder: 'self', name: own?.name ?? translate('companions.self'), color: own?.color },
    ...companions.map(({ holderId, name, relationship, color }) => ({
      holder: holderId,
      name,
      relationship,
      color: keptCode(holderId)?.answer.color ?? color,
    })),
  ];
}
