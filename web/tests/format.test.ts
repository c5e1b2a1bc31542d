// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { date, dateTime, withDates } from '../src/i18n/format';
import { type Language, setLanguage } from '../src/i18n/i18n';

const MOMENT = '2026-11-29T06:09:33Z';

test.each([
  ['zh-Hans', '2026年11月29日 14:09（北京时间）'],
  ['zh-Hant', '2026年11月29日 14:09（北京時間）'],
  ['ja', '2026年11月29日 14:09（北京時間）'],
  ['ko', '2026년 11월 29일 14:09(베이징 시간)'],
  ['en', 'November 29, 2026, 14:09 (Beijing time)'],
  ['fr', '29 novembre 2026 à 14:09 (heure de Pékin)'],
  ['es', '29 de noviembre de 2026, 14:09 (hora de Pekín)'],
  ['ru', '29 ноября 2026 г., 14:09 (пекинское время)'],
  ['ar', '29 نوفمبر 2026، 14:09 (بتوقيت بكين)'],
] as [Language, string][])('%s writes a time in one way', async (tag, expected) => {
  await setLanguage(tag, false);
  expect(dateTime(MOMENT)).toBe(expected);
  expect(date(MOMENT)).not.toMatch(/\d{4}-\d/);
  expect(expected).not.toMatch(/GMT|UTC|CST/);
});

test.each([
  [
    'en',
    'From 2026-11-30 00:00 (Beijing time) the code is green.',
    'From November 30, 2026, 00:00 (Beijing time) the code is green.',
  ],
  ['zh-Hans', '2026-11-29 14:09 之后采样', '2026年11月29日 14:09（北京时间）之后采样'],
  ['zh-Hans', '2026-11-30 00:00（北京时间）起为绿码。', '2026年11月30日 00:00（北京时间）起为绿码。'],
  [
    'ar',
    'من 2026-11-30 00:00 (بتوقيت بكين) يصبح الرمز أخضر.',
    'من 30 نوفمبر 2026، 00:00 (بتوقيت بكين) يصبح الرمز أخضر.',
  ],
  ['en', 'Next test: day 3 (2026-11-30).', 'Next test: day 3 (November 30, 2026).'],
  ['zh-Hans', '下次核酸检测：第 3 天（2026-11-30）。', '下次核酸检测：第 3 天（2026年11月30日）。'],
  ['zh-Hans', '请隔离。 请检测。', '请隔离。请检测。'],
  ['fr', 'Restez chez vous. Merci.', 'Restez chez vous. Merci.'],
] as [Language, string, string][])(
  '%s: the times in the service’s sentences are written alike',
  async (tag, said, shown) => {
    await setLanguage(tag, false);
    expect(withDates(said)).toBe(shown);
  },
);
