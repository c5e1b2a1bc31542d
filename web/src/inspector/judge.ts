import { call, type Problem } from '../api/call';
import type { Color, IdType, Scanned, Verdict } from '../api/types';
import { learnTime, now } from '../code/clock';
import { keys, refreshKeys } from './keys';
import { queueVisit } from './queue';
import { isReached, noteReach } from './reach';
import type { Count, Shift } from './shift';
import { type Claims, PREFIX, verify } from './verify';

/** What the gate tells the inspector about one code. */
export type Judgment =
  | {
      kind: 'verdict';
      verdict: Verdict;
      color: Color;
      name: string;
      document?: { type: IdType; number: string };
      reasons: Scanned['reasons'];
      testAge?: Scanned['testAge'];
      notice?: string | undefined;
      offline: boolean;
    }
  /** A printed code without network: genuine, but its color is not on it. */
  | { kind: 'open'; name: string; offline: true }
  | {
      kind: 'invalid';
      code: 'code-expired' | 'code-not-recognized' | 'code-revoked' | 'unknown-key';
      early?: boolean;
      problem?: Problem;
      offline: boolean;
    }
  /** The shift is over or was taken back. */
  | { kind: 'stopped'; problem: Problem };

/** What the inspector sees. */
export type Shown = Exclude<Judgment, { kind: 'stopped' }>;

/** Longer, and the queue of people would wait; then the device judges by itself. Where nothing came back the last time, less is waited for. */
const PATIENCE = 5_000;
const LESS = 1_500;
const VERDICTS: Record<Color, Verdict> = { green: 'admit', yellow: 'restrict', red: 'refuse' };

export async function judge(text: string, shift: Shift): Promise<Judgment> {
  // Whatever else is in a QR code, a payment or an address, is nobody's business and is not sent.
  if (!text.startsWith(PREFIX)) return { kind: 'invalid', code: 'code-not-recognized', offline: false };
  const sent = performance.now();
  const result = await call('post', '/api/scan', {
    token: shift.token,
    body: { healthCode: text },
    patience: isReached() ? PATIENCE : LESS,
  });
  noteReach(result.ok || result.problem.kind !== 'offline');
  if (result.ok) {
    learnTime(Date.parse(result.value.scannedAt), performance.now() - sent);
    return fromService(result.value);
  }
  const { problem } = result;
  if (problem.status === 401 || problem.status === 403) return { kind: 'stopped', problem };
  if (problem.code === 'code-expired' || problem.code === 'code-not-recognized' || problem.code === 'code-revoked') {
    return { kind: 'invalid', code: problem.code, problem, offline: false };
  }
  return problem.kind === 'refused'
    ? { kind: 'invalid', code: 'code-not-recognized', problem, offline: false }
    : judgeHere(text, shift);
}

const fromService = (scanned: Scanned): Judgment => ({
  kind: 'verdict',
  verdict: scanned.verdict,
  color: scanned.color,
  name: scanned.name,
  document: { type: scanned.idType, number: scanned.idNumber },
  reasons: scanned.reasons,
  testAge: scanned.testAge,
  notice: scanned.notice,
  offline: false,
});

async function judgeHere(text: string, shift: Shift): Promise<Judgment> {
  const moment = now();
  const finding = await verify(text, keys(), moment);
  if (finding.kind === 'not-recognized') return { kind: 'invalid', code: 'code-not-recognized', offline: true };
  if (finding.kind === 'expired') return { kind: 'invalid', code: 'code-expired', early: finding.early, offline: true };
  if (finding.kind === 'unknown-key') {
    void refreshKeys(true);
    return { kind: 'invalid', code: 'unknown-key', offline: true };
  }
  queueVisit(shift.token, text, moment);
  return byClaims(finding.claims);
}

const byClaims = ({ color, hint }: Claims): Judgment =>
  color
    ? { kind: 'verdict', verdict: VERDICTS[color], color, name: hint, reasons: [], offline: true }
    : { kind: 'open', name: hint, offline: true };

export const countOf = (judgment: Shown): Count => (judgment.kind === 'verdict' ? judgment.verdict : judgment.kind);
