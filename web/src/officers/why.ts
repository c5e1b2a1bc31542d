import { keyOf } from '../api/words';
import type en from './locales/en.json';
import { translateOfficer } from './texts';

type Why = Extract<keyof typeof en, `why.${string}`>;

/** Why somebody has a color, said of them and not to them. `said`: the service's words, by which a reason without a code is known. */
export function why(code: string | undefined, said: string): string {
  const reason = code ?? keyOf(said)?.replace(/^reason\./, '');
  return (reason && translateOfficer(`why.${reason}` as Why)) || said;
}
