import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { maskName } from '../src/code/mask';
import { drawing } from '../src/code/Qr';
import { codeOf, countries, sorted } from '../src/forms/countries';
import { yearsBack } from '../src/forms/DocumentFields';
import { setLanguage } from '../src/i18n/i18n';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await setLanguage('en', false);
  vi.unstubAllGlobals();
});

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  // ISO/IEC 18004, table 7: version 9 holds 262 alphanumeric characters at level M, version 11 holds 259 at level Q.
  ['M', 53],
  ['Q', 61],
] as const)('a code of 250 characters stays coarse: alphanumeric mode, level %s, %i modules', (level, modules) => {
  const text = `GHC1:${'6BF+70 $%*./:-ABC'.repeat(15).slice(0, 245)}`;
  expect(drawing(text, level).size).toBe(modules + 8);
});

test('the quiet zone is white', () => {
  expect(drawing('GHC1:ABC', 'M').path.startsWith('M4 4h7v1h-7z')).toBe(true);
});

test.each([
  ['Anna Smith', 'A*** S***'],
  ['Li O’Neill', 'L* O***'],
  ['陈小明', '陈**'],
  ['', ''],
])('the name %s shows as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  ['Hong Kong SAR China', 'HK'],
  ['Hong Kong', 'HK'],
  ['macao ', 'MO'],
  ['USA', 'USA'],
  ['UK', 'GB'],
  ['gb', 'GB'],
  ['united kingdom', 'GB'],
  ['Cote d’Ivoire', 'CI'],
  ['Kosovo', 'XK'],
  ['Stateless person', 'XXA'],
  ['xxb', 'XXB'],
  ['Nowhere', 'Nowhere'],
])('"%s" is sent as %s', (typed, code) => {
  expect(codeOf(typed)).toBe(code);
});

test('every country and region is there once, Hong Kong, Macao and Taiwan first', () => {
  expect(new Set(countries.map((country) => country.code)).size).toBe(countries.length);
  expect(countries.length).toBeGreaterThan(240);
  expect(
    sorted()
      .slice(0, 3)
      .map((country) => country.code),
  ).toEqual(['HK', 'MO', 'TW']);
  expect(
    sorted()
      .slice(-3)
      .map((country) => country.name),
  ).toEqual(['Refugee (1951 Convention)', 'Refugee (other)', 'Stateless person']);
});

test.each([
  ['zh-Hans', '香港', 'HK'],
  ['zh-Hans', '澳门', 'MO'],
  ['zh-Hant', '澳門', 'MO'],
  ['ko', 'Hong Kong', 'HK'],
  ['es', 'RU', 'RU'],
  ['es', 'EE. UU.', 'US'],
  ['zh-Hant', '無國籍人', 'XXA'],
] as const)('in %s, "%s" is sent as %s', async (tag, typed, code) => {
  vi.stubGlobal('document', { documentElement: {} });
  await setLanguage(tag, false);
  expect(codeOf(typed)).toBe(code);
  await setLanguage('en', false);
  vi.unstubAllGlobals();
});

test('a year begins when it begins in China', () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2022-12-31T15:59:59Z'));
  expect(yearsBack()[0]).toEqual(['2022', '2022']);
  clock.mockReturnValue(Date.parse('2022-12-31T16:00:00Z'));
  expect(yearsBack()[0]).toEqual(['2023', '2023']);
});
