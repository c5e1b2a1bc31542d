import { beforeEach, expect, test, vi } from 'vitest';
import { fetchCode, keptCode } from '../src/code/fetchCode';
import { knownCompanions, rememberCompanions } from '../src/code/HolderSwitch';
import { endSession, forgetEverything, lastPhone, onLeft, session, signIn } from '../src/session/session';
import { forget, retain } from '../src/session/storage';

const ANNA = { areaCode: '852', number: '51000001' };
const BEN = { areaCode: '86', number: '13800000000' };
const enter = (phone: typeof ANNA, token: string) => signIn({ accessToken: token, expiresAt: new Date(Date.now() + 1_800_000).toISOString() }, Date.now(), phone);
const code = { assessedAt: new Date().toISOString(), strip: [] };

beforeEach(() => { forgetEverything(); vi.unstubAllGlobals(); });

/** A call under way, and what lets it be answered. */
function underWay() {
  let answer = (_: Response) => undefined as void;
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => { answer = resolve; }));
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
  const elsewhere = (change: () => void, event: 'storage' | 'pageshow', persisted = true) => { change(); heard.get(event)?.({ persisted }); };

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
