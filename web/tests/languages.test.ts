import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language, preferredLanguage } from '../src/i18n/i18n';

type Entry = string | Record<string, string>;
/** Travelers' texts, and those of inspectors, place managers and health officers, which no traveler loads. */
const files = import.meta.glob<Record<string, Entry>>(
  [
    '../src/i18n/locales/*.json',
    '../src/staff/locales/*.json',
    '../src/officers/locales/*.json',
    '../src/about/locales/*.json',
    '../src/appeals/locales/*.json',
    '../src/signin/locales/*.json',
    '../src/statistics/locales/*.json',
    '../src/sunset/locales/*.json',
    '../src/family/locales/*.json',
  ],
  { eager: true, import: 'default' },
);
const SETS = ['i18n', 'staff', 'officers', 'about', 'appeals', 'signin', 'statistics', 'sunset', 'family'];
const sources = import.meta.glob<string>('../src/**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' });
const texts = (entry: Entry | undefined) => (typeof entry === 'string' ? [entry] : Object.values(entry ?? {}));
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(SETS.flatMap((set) => (Object.keys(LANGUAGES) as Language[]).map((tag) => [set, tag] as const)))(
  '%s: %s',
  (set, tag) => {
    const of = (language: string) => files[`../src/${set}/locales/${language}.json`] ?? {};
    const english = of('en');

    test('has every text and no other', () => {
      expect(Object.keys(of(tag)).sort()).toEqual(Object.keys(english).sort());
    });

    test('leaves no text empty or in English', () => {
      const sentences = Object.entries(of(tag)).filter(([key]) => tag !== 'en' && /\.(lead|text|a|hint)$/.test(key));
      expect(texts(Object.fromEntries(sentences) as Record<string, string>).filter((text) => text === '')).toEqual([]);
      expect(sentences.filter(([key, text]) => text === english[key]).map(([key]) => key)).toEqual([]);
    });

    if (/^(zh|ja)/.test(tag))
      test('has full-width punctuation between full-width letters', () => {
        const narrow =
          /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}}][,:;?!()]|[,:;?!()][\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}{]/u;
        expect(
          Object.entries(of(tag))
            .filter(([, entry]) => texts(entry).some((text) => narrow.test(text)))
            .map(([key]) => key),
        ).toEqual([]);
      });

    if (/^zh/.test(tag))
      test('writes numbers without spaces around them', () => {
        const spaced = /[\p{sc=Han}，。：；] +[\d{]|[\d}] +[\p{sc=Han}，。：；]/u;
        expect(
          Object.entries(of(tag))
            .filter(([, entry]) => texts(entry).some((text) => spaced.test(text)))
            .map(([key]) => key),
        ).toEqual([]);
      });

    test('fills in the same values as English', () => {
      const differs = Object.keys(english).filter((key) => {
        const wanted = places(texts(english[key]).pop() ?? '');
        // A plural form may say its number as a word: "two seconds".
        return (
          typeof english[key] === 'string' && texts(of(tag)[key]).some((text) => places(text).join() !== wanted.join())
        );
      });
      expect(differs).toEqual([]);
    });

    test('has a form for every number', () => {
      const rules = new Intl.PluralRules(tag);
      const needed = new Set(Array.from({ length: 201 }, (_, count) => rules.select(count)));
      for (const [key, entry] of Object.entries(of(tag)).filter(([, value]) => typeof value !== 'string')) {
        expect(
          [...needed].filter((form) => !(form in (entry as object))),
          key,
        ).toEqual([]);
      }
    });
  },
);

test('no page puts a colon of its own between a name and a value: languages differ in it', () => {
  const own = Object.entries(sources)
    .filter(([, code]) => /translate(Staff|Officer|Appeal|SignIn)?\([^)]*\)\}:[ <$]/.test(code))
    .map(([file]) => file);
  expect(own).toEqual([]);
});

test.each(SETS)('every text of %s is used', (set) => {
  const english = files[`../src/${set}/locales/en.json`] ?? {};
  expect(Object.keys(english).length).toBeGreaterThan(9);
  const code = Object.values(sources).join('\n');
  const dynamic = [
    'color.',
    'idType.',
    'result.',
    'assay.',
    'verdict.',
    'relationship.',
    'help.q',
    'password.unmet.',
    'error.',
    'code.offline',
    'code.busy',
    'testAge.',
    'kind.',
    'not.',
    'reason.',
    'invalid.',
    'camera.',
    'legal.',
    'view.',
    'none.',
    'about.',
    'privacy.',
    'accessibility.',
    'terms.',
    'contact.',
    'why.',
    'do.',
    'sound.',
    'ground.',
    'state.',
    'decision.',
    'because.',
  ];
  expect(
    Object.keys(english).filter((key) => !code.includes(`'${key}'`) && !dynamic.some((start) => key.startsWith(start))),
  ).toEqual([]);
});

test.each([
  [['zh-CN'], 'zh-Hans'],
  [['zh-HK'], 'zh-Hant'],
  [['zh-Hant-TW'], 'zh-Hant'],
  [['yue'], 'zh-Hant'],
  [['zh-Hans-HK'], 'zh-Hans'],
  [['ja-JP', 'en'], 'ja'],
  [['de-DE', 'fr-CH'], 'fr'],
  [['de'], 'en'],
  [['ar-EG'], 'ar'],
])('a browser that wants %j gets %s', (wanted, expected) => {
  expect(preferredLanguage('', wanted)).toBe(expected);
});

test('the language chosen before goes first', () => {
  expect(preferredLanguage('ko', ['ru'])).toBe('ko');
});
