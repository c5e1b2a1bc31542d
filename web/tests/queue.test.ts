import { beforeEach, expect, test, vi } from 'vitest';
import { queueVisit, sendVisits, waitingCount } from '../src/inspector/queue';

const sent = vi.hoisted((): number[] => []);
vi.mock('../src/api/call', () => ({
  call: async (_verb: string, _path: string, { body: { visits } }: { body: { visits: unknown[] } }) => {
    sent.push(visits.length);
    return { ok: true, value: { recorded: visits.length, refused: [] } };
  },
}));

const MINUTE = 60_000;
const MORNING = Date.parse('2022-07-15T00:10:00Z');

beforeEach(() => {
  const store = new Map<string, string>();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  });
});

test('a code that is scanned again at once is one visit, and paper in the evening is another', () => {
  for (const minutes of [0, 1, 590, 594]) queueVisit('shift', 'GHC1:PAPER', MORNING + minutes * MINUTE);
  expect(waitingCount()).toBe(2);
});

test('of visits with the same paper only those are gone that were sent', async () => {
  for (let count = 0; count < 41; count++) queueVisit('shift', 'GHC1:PAPER', MORNING + count * 10 * MINUTE);
  expect(await sendVisits()).toEqual({ sent: 41, lost: 0 });
  expect(sent).toEqual([40, 1]);
  expect(waitingCount()).toBe(0);
});
