import { call } from '../api/call';
import { keep, kept } from '../staff/kept';

/** Visits of a time without network, with the shift they belong to. */
interface Waiting {
  token: string;
  healthCode: string;
  scannedAt: string;
}

const QUEUE = 'ghc.visits';
/** What one call takes. */
const MOST = 40;
/** Paper is shown for weeks: this much later it is another visit. */
const ONE_VISIT = 5 * 60_000;
let sending = false;

const waiting = (): Waiting[] => kept<Waiting[]>(QUEUE) ?? [];
export const waitingCount = (): number => waiting().length;

/** The same code in the same shift is one visit; on paper it may come again later. */
export function queueVisit(token: string, healthCode: string, scannedAt: number): void {
  const all = waiting();
  if (
    all.some(
      (visit) =>
        visit.healthCode === healthCode &&
        visit.token === token &&
        Math.abs(Date.parse(visit.scannedAt) - scannedAt) < ONE_VISIT,
    )
  )
    return;
  keep(QUEUE, [...all, { token, healthCode, scannedAt: new Date(scannedAt).toISOString() }]);
}

/**
 * Sends what waits, shift by shift. The service takes a repeated visit for the same one, so an answer that was lost costs nothing. What it refuses, or what
 * belongs to a shift whose token is over, can never be sent and is counted as `lost`, to be told. Tabs take turns.
 */
export async function sendVisits(): Promise<{ sent: number; lost: number }> {
  const told = { sent: 0, lost: 0 };
  if (sending || waitingCount() === 0) return told;
  sending = true;
  try {
    await inTurn(async () => {
      for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
        const [{ token } = { token: '' }] = batch;
        const visits = batch.map(({ healthCode, scannedAt }) => ({ healthCode, scannedAt }));
        const result = await call('post', '/api/visits/offline', { token, body: { visits } });
        if (!result.ok && result.problem.kind !== 'refused') return;
        told.sent += result.ok ? result.value.recorded : 0;
        told.lost += result.ok ? result.value.refused.length : batch.length;
        drop(batch);
      }
    });
  } finally {
    sending = false;
  }
  return told;
}

function nextBatch(): Waiting[] {
  const all = waiting();
  return all.filter((visit) => visit.token === all[0]?.token).slice(0, MOST);
}

/** Only these: others may have joined while they were on their way. */
const drop = (batch: Waiting[]) =>
  keep(
    QUEUE,
    waiting().filter(
      (visit) =>
        !batch.some(
          (gone) =>
            gone.healthCode === visit.healthCode && gone.token === visit.token && gone.scannedAt === visit.scannedAt,
        ),
    ),
  );

const inTurn = async (work: () => Promise<void>): Promise<void> => {
  await ('locks' in navigator ? navigator.locks.request(QUEUE, work) : work());
};
