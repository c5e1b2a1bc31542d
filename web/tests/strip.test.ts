import { describe, expect, test } from 'vitest';
import type { HealthCode } from '../src/api/types';
import { delay } from '../src/code/backoff';
import { measureOffset } from '../src/code/clock';
import { nextColor } from '../src/code/Reasons';
import { currentCode, endOf, type Kept, renewAt } from '../src/code/strip';
import { testAge } from '../src/code/testAge';

const MINUTE = 60_000;
const START = Date.parse('2022-07-12T02:00:00Z');
const iso = (at: number) => new Date(at).toISOString();

function kept(minutes: number, share = 0, language = 'en'): Kept {
  const strip = Array.from({ length: minutes }, (_, minute) => ({
    healthCode: `GHC1:${minute}`,
    notBefore: iso(START + minute * MINUTE),
    expiresAt: iso(START + (minute + 1) * MINUTE),
  }));
  const answer = { assessedAt: iso(START), strip, healthCodeExpiresAt: iso(START + MINUTE) } as unknown as HealthCode;
  return { answer, language, share };
}

describe('the code of this moment', () => {
  test.each([
    [0, 'GHC1:0'],
    [MINUTE - 1, 'GHC1:0'],
    [MINUTE, 'GHC1:1'],
    [3 * MINUTE - 1, 'GHC1:2'],
  ])('after %i ms is %s', (after, text) => {
    expect(currentCode(kept(3).answer.strip, START + after)?.healthCode).toBe(text);
  });

  test('is none before the strip and after it', () => {
    expect(currentCode(kept(3).answer.strip, START - 1)).toBeUndefined();
    expect(currentCode(kept(3).answer.strip, endOf(kept(3)))).toBeUndefined();
  });
});

describe('renewal', () => {
  const forever = START + 1e9;

  test('waits until half of the strip is left', () => {
    expect(renewAt(kept(240), START, forever, 'en')).toBe(START + 120 * MINUTE);
  });

  test('comes a little earlier on some phones, so that they do not come together', () => {
    expect(renewAt(kept(240, 1), START, forever, 'en')).toBe(START + 96 * MINUTE);
  });

  test('comes before the session ends, since afterwards nobody can renew', () => {
    expect(renewAt(kept(240), START, START + 30 * MINUTE, 'en')).toBe(START + 28 * MINUTE);
  });

  test('does not repeat for a strip that is young when the session ends', () => {
    expect(renewAt(kept(240), START + 1, START + 5 * MINUTE, 'en')).toBe(START + 120 * MINUTE);
  });

  test.each([
    ['nothing is kept', undefined, START],
    ['the strip is spent', kept(3), START + 3 * MINUTE],
    ['the phone was set back before the strip', kept(3), START - MINUTE],
    ['the reader changed the language', kept(240, 0, 'fr'), START],
  ])('is due at once when %s', (_, strip, moment) => {
    expect(renewAt(strip, moment, forever, 'en')).toBe(moment);
  });

  test.each([[undefined], [START]])('never happens in a session that is over (%s)', (end) => {
    expect(renewAt(kept(3), START, end, 'en')).toBe(Infinity);
  });
});

describe('waiting after failures', () => {
  test('doubles up to five minutes, half of it by chance', () => {
    expect([1, 2, 3, 4, 20].map((failures) => delay(failures, 0, 1))).toEqual([2_000, 4_000, 8_000, 16_000, 300_000]);
    expect(delay(3, 0, 0)).toBe(4_000);
  });

  test('is never shorter than the server asked', () => {
    expect(delay(1, 30_000, 0)).toBeGreaterThanOrEqual(30_000);
  });
});

describe('the age of the newest negative, at the moment that shows', () => {
  const HOUR = 60 * MINUTE;
  const sampled = (hours: number, result = 'negative', assay = 'nucleic-acid') =>
    ({ sampledAt: iso(START + hours * HOUR), result, assay }) as HealthCode['tests'][number];

  test.each([
    [0, '24h'],
    [24 * HOUR, '24h'],
    [24 * HOUR + 1, '48h'],
    [48 * HOUR, '48h'],
    [48 * HOUR + 1, '72h'],
    [72 * HOUR, '72h'],
    [72 * HOUR + 1, 'none'],
    [-1, 'none'],
  ])('%i ms after sampling is %s', (after, age) => {
    expect(testAge([sampled(0)], START + after)).toBe(age);
  });

  test('is that of the newest which counts', () => {
    const others = [
      sampled(30, 'positive'),
      sampled(30, 'negative', 'antigen'),
      sampled(30, 'inconclusive'),
      sampled(50),
    ];
    expect(testAge([...others, sampled(0), sampled(-20)], START + 40 * HOUR)).toBe('48h');
    expect(testAge(others.slice(0, 3), START + 40 * HOUR)).toBe('none');
    expect(testAge([], START)).toBe('none');
  });
});

test('the next color is the first to come that is another one', () => {
  const at = (minutes: number, color: 'green' | 'yellow' | 'red') => ({
    at: iso(START + minutes * MINUTE),
    color,
    text: '',
  });
  const upcoming = [at(10, 'green'), at(20, 'yellow'), at(30, 'red')];
  expect(nextColor({ color: 'green', upcoming }, START)?.color).toBe('yellow');
  expect(nextColor({ color: 'green', upcoming }, START + 20 * MINUTE)?.color).toBe('red');
  expect(nextColor({ color: 'green', upcoming }, START + 30 * MINUTE)).toBeUndefined();
  expect(nextColor({ color: 'green' }, START)).toBeUndefined();
});

test('the clock is measured against the middle of the exchange', () => {
  expect(measureOffset(10_500, 1_000, 1_000)).toBe(10_000);
});
