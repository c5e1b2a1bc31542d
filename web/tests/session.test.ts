import { beforeEach, expect, test, vi } from 'vitest';
import { knownCompanions, rememberCompanions } from '../src/code/family';
import { fetchCode, fillCompanions, keptCode } from '../src/code/fetchCode';
import { endSession, forgetEverything, lastPhone, onLeft, session, signIn } from '../src/session/session';
import { forget, retain } from '../src/session/storage';

const ANNA = { areaCode: '852', number: '51000001' };
const BEN = { areaCode: '86', number: '13800000000' };
const enter = (phone: typeof ANNA, token: string) =>
  signIn({ accessToken: token, expiresAt: new Date(Date.now() + 1_800_000).toISOString() }, Date.now(), phone);
const code = { assessedAt: new Date().toISOString(), strip: [] };

beforeEach(() => {
  forgetEverything();
  vi.unstubAllGlobals();
});

/** A call under way, and what lets it be answered. */
function underWay() {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) => {
        answer = resolve;
      }),
  );
  return (body: unknown, status = 200) => answer(Response.json(body, { status }));
}

test('an answer that comes after its traveler left is not kept, and not shown to who came after', async () => {
  enter(ANNA, 'anna');
  const answer = underWay();
  const asked = fetchCode('self', 'anna');
  forgetEverything();
  enter(BEN, 'ben');
  answer(code);
  expect(await asked).toMatchObject({ ok: false, problem: { status: 401 } });
  expect(keptCode('self')).toBeUndefined();
  rememberCompanions('anna', [{ holderId: '1', name: 'LITTLE SMITH', relationship: 'child', color: 'green' }]);
  expect(knownCompanions()).toEqual([]);
});

test('an answer is kept while its traveler is here, although the session ran out meanwhile', async () => {
  enter(ANNA, 'anna');
  const answer = underWay();
  const asked = fetchCode('self', 'anna');
  signIn({ accessToken: 'anna', expiresAt: new Date(0).toISOString() }, Date.now(), ANNA);
  answer(code);
  expect((await asked).ok).toBe(true);
  expect(session()).toBeUndefined();
  expect(keptCode('self')).toBeDefined();
});

test('a refusal that comes late does not end the session of who came after', () => {
  enter(BEN, 'ben');
  endSession('anna');
  expect(session()?.token).toBe('ben');
  endSession('ben');
  expect(session()).toBeUndefined();
  expect(lastPhone()).toEqual(BEN);
});

test('a tab leaves the pages of somebody who left in another tab, or while it was out of sight', () => {
  const heard = new Map<string, (event: { persisted: boolean }) => void>();
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => heard.set(name, listener));
  const leave = vi.fn();
  onLeft(leave);
  const elsewhere = (change: () => void, event: 'storage' | 'pageshow', persisted = true) => {
    change();
    heard.get(event)?.({ persisted });
  };

  enter(ANNA, 'anna');
  elsewhere(() => endSession(), 'storage');
  elsewhere(() => retain('ghc.language', 'fr'), 'storage');
  expect(leave).not.toHaveBeenCalled();
  elsewhere(() => forget('ghc.phone'), 'storage');
  expect(leave).toHaveBeenCalledTimes(1);
  elsewhere(() => retain('ghc.phone', '86 13800000000'), 'storage');
  expect(leave).toHaveBeenCalledTimes(1);
  elsewhere(() => retain('ghc.phone', '852 51000001'), 'pageshow', false);
  expect(leave).toHaveBeenCalledTimes(1);
  elsewhere(() => undefined, 'pageshow');
  expect(leave).toHaveBeenCalledTimes(2);

  enter(BEN, 'ben');
  elsewhere(() => undefined, 'storage');
  expect(leave).toHaveBeenCalledTimes(2);
});

test('companions’ codes are filled whenever they are due, and who was refused only after signing in again', async () => {
  const minutes = (count: number) => ({
    assessedAt: new Date().toISOString(),
    strip: [
      {
        healthCode: 'GHC1:A',
        notBefore: new Date(Date.now() - 60_000).toISOString(),
        expiresAt: new Date(Date.now() + count * 60_000).toISOString(),
      },
    ],
  });
  const asked: (string | null)[] = [];
  const service = (answers: Record<string, () => Response>) =>
    vi.stubGlobal('fetch', (url: string) => {
      const holder = new URLSearchParams(url.split('?')[1]).get('holder');
      asked.push(holder);
      return Promise.resolve(answers[holder ?? '']?.() ?? Response.json({}, { status: 404 }));
    });
  const fill = async () => {
    asked.length = 0;
    await fillCompanions(['kid', 'gone', 'gran']);
    return [...asked];
  };

  enter(ANNA, 'anna');
  service({ kid: () => Response.json(minutes(-0.5)), gran: () => Response.json({}, { status: 503 }) });
  expect(await fill()).toEqual(['kid', 'gone', 'gran']);
  service({ kid: () => Response.json(minutes(240)), gran: () => Response.json(minutes(240)) });
  expect(await fill()).toEqual(['kid', 'gran']);
  expect(await fill()).toEqual([]);
  enter(ANNA, 'anna again');
  expect(await fill()).toEqual(['gone']);
});

test('companions are not asked for with the session of who came after', async () => {
  enter(ANNA, 'anna');
  const answer = underWay();
  const filled = fillCompanions(['kid', 'gran']);
  forgetEverything();
  enter(BEN, 'ben');
  const asked = vi.fn();
  vi.stubGlobal('fetch', asked);
  answer(code);
  await filled;
  expect(asked).not.toHaveBeenCalled();
});
