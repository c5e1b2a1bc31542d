import { beforeEach, describe, expect, test, vi } from 'vitest';

const MINUTE = 60_000;
const START = Date.parse('2022-07-12T02:00:00Z');
/** Genuine time, how far the phone's clock is from it, and the clock that sleeps with the phone. */
let genuine = START,
  wrong = 0,
  awake = 0;
const pass = (milliseconds: number, asleep = false) => {
  genuine += milliseconds;
  if (!asleep) awake += milliseconds;
};

async function open() {
  vi.resetModules();
  return await import('../src/code/clock');
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => {
      kept.set(key, text);
    },
  });
  vi.spyOn(Date, 'now').mockImplementation(() => genuine + wrong);
  vi.spyOn(performance, 'now').mockImplementation(() => awake);
  genuine = START;
  wrong = 0;
});

describe('a phone ten minutes fast that is set right', () => {
  beforeEach(() => {
    wrong = 10 * MINUTE;
  });

  test('while the page is open: time goes on as before, and is measured anew', async () => {
    const clock = await open();
    clock.learnTime(genuine, 0);
    pass(1_000);
    expect(clock.wasSet()).toBe(false);
    wrong = 0;
    pass(1_000);
    expect(clock.wasSet()).toBe(true);
    expect(clock.now()).toBe(genuine);
    pass(1_000);
    expect(clock.wasSet()).toBe(false);
  });

  test('while the page is closed', async () => {
    (await open()).learnTime(genuine, 0);
    wrong = 0;
    pass(MINUTE);
    const clock = await open();
    expect(clock.wasSet()).toBe(true);
    expect(genuine - clock.now()).toBeLessThanOrEqual(MINUTE);
  });

  test('long after the page was closed: only the server knows', async () => {
    (await open()).learnTime(genuine, 0);
    wrong = 0;
    pass(60 * MINUTE);
    expect((await open()).wasSet()).toBe(true);
  });
});

test('a phone that was behind and is set ahead is measured anew', async () => {
  wrong = -10 * MINUTE;
  const clock = await open();
  clock.learnTime(genuine, 0);
  wrong = 0;
  expect(clock.wasSet()).toBe(true);
});

test('a phone whose clock is right sleeps, wakes and opens the page again without asking', async () => {
  wrong = 2_000;
  const clock = await open();
  clock.learnTime(genuine, 0);
  pass(8 * 60 * MINUTE, true);
  expect(clock.wasSet()).toBe(false);
  expect(clock.now()).toBe(genuine);
  pass(8 * 60 * MINUTE);
  const again = await open();
  expect(again.wasSet()).toBe(false);
  expect(again.now()).toBe(genuine);
});

test('an answer that took long is as old as half of its way, and one without a time says nothing', async () => {
  const clock = await open();
  clock.learnTime(genuine - 1_000, 2_000);
  clock.learnTime(NaN, 0);
  expect(clock.clockOffset()).toBe(0);
});

test('every scan tells the time, since a gate works with one shift all day', async () => {
  const clock = await open();
  const { judge } = await import('../src/inspector/judge');
  wrong = -10 * MINUTE;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ verdict: 'admit', scannedAt: new Date(genuine).toISOString() })),
  );
  expect(await judge('GHC1:ABC', { token: 'shift' } as never)).toMatchObject({ kind: 'verdict' });
  expect(clock.now()).toBe(genuine);
});
