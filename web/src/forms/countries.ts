import list from '../../../functions/Ghc.Domain/Documents/countries.json';
import { type Key, language, translate } from '../i18n/i18n';

/**
 * The server's list: ISO 3166 alpha-2 and calling code of every country and region, and the codes of people without a state, who have none.
 */
export const countries: { code: string; calling: string }[] = Object.entries(list).map(([code, calling]) => ({
  code,
  calling,
}));

/** Where most travelers come from, because a list starts at its top. */
const FIRST = ['HK', 'MO', 'TW'];
/** A phone of the mainland is what most of them carry here. */
export const PHONES_FIRST = ['CN', ...FIRST];

/**
 * Names of our own: the regions of China as its government names them, whatever the browser says, and people without a state (ICAO Doc 9303 part 3,
 * section 5), for whom browsers have no names.
 */
const OWN: Record<string, Key> = {
  CN: 'country.CN',
  HK: 'country.HK',
  MO: 'country.MO',
  TW: 'country.TW',
  XXA: 'country.XXA',
  XXB: 'country.XXB',
  XXC: 'country.XXC',
};
const isState = (code: string): boolean => !code.startsWith('XX');

/** `short`: "Hong Kong" for "Hong Kong SAR China", which is what people type. */
function namesOfBrowser(tag: string, style: 'long' | 'short' = 'long'): (code: string) => string {
  const names = new Intl.DisplayNames(tag, { type: 'region', style });
  return (code) => (isState(code) ? (names.of(code) ?? code) : code);
}

/** As lists show them, in the reader's language. */
function names(): (code: string) => string {
  const other = namesOfBrowser(language());
  return (code) => (OWN[code] ? translate(OWN[code]) : other(code));
}

type Named = { code: string; calling: string; name: string };

/** By language: naming and sorting 250 of them is felt on a small phone, and forms are drawn again with every answer. */
const lists = new Map<string, Named[]>();

export function sorted(first = FIRST): Named[] {
  const key = [language(), ...first].join();
  const known = lists.get(key) ?? sort(first);
  lists.set(key, known);
  return known;
}

function sort(first: string[]): Named[] {
  const collator = new Intl.Collator(language());
  const name = names();
  const rank = (code: string) => (first.includes(code) ? first.indexOf(code) : first.length + (isState(code) ? 0 : 1));
  return countries
    .map((country) => ({ ...country, name: name(country.code) }))
    .sort((a, b) => rank(a.code) - rank(b.code) || collator.compare(a.name, b.name));
}

/**
 * The code behind what somebody typed: the code itself, or a name in the reader's language or in English, the long ones first, since "RU" is Russia's code
 * and what Spanish calls the United Kingdom for short. Other text goes to the server, which knows more names.
 */
export function codeOf(typed: string): string {
  const plain = fold(typed);
  for (const name of [
    (code: string) => code,
    names(),
    namesOfBrowser(language()),
    namesOfBrowser('en'),
    namesOfBrowser(language(), 'short'),
    namesOfBrowser('en', 'short'),
  ]) {
    const found = countries.find(({ code }) => fold(name(code)) === plain);
    if (found) return found.code;
  }
  return typed;
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
