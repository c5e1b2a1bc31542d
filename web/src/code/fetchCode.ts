import { call, GONE, type Result } from '../api/call';
import { language } from '../i18n/i18n';
import { keepOwn, readOwn, session } from '../session/session';
import { randomShare } from './backoff';
import { measureOffset, now, setClockOffset } from './clock';
import { REACH, renewAt, type Kept } from './strip';

/** Codes on this phone, by holder; the traveler's own under "self". */
export const keptCode = (holder: string): Kept | undefined => readOwn<Kept>(`code.${holder}`);

/** Asks for a full strip and keeps it, with what the answer tells of the server's clock. */
export async function fetchCode(holder: string, token: string): Promise<Result<Kept>> {
  const sent = Date.now();
  const spoken = language();
  const result = await call('get', '/api/code', { token, query: { minutes: REACH, holder: holder === 'self' ? undefined : holder } });
  if (!result.ok) return result;
  const offset = measureOffset(Date.parse(result.value.assessedAt), sent, Date.now());
  setClockOffset(offset);
  const kept: Kept = { answer: result.value, offset, language: spoken, share: randomShare() };
  return keepOwn(token, `code.${holder}`, kept) ? { ok: true, value: kept } : GONE;
}

const tried = new Set<string>();

/** Fills the strips of companions one after another, so that a child's code shows without network too. Each is tried once a visit; opening it tries again. */
export async function fillCompanions(holders: string[]): Promise<void> {
  for (const holder of holders) {
    const current = session();
    if (!current) return;
    if (tried.has(holder) || renewAt(keptCode(holder), now(), current.expiresAt, language()) > now()) continue;
    tried.add(holder);
    const result = await fetchCode(holder, current.token);
    if (!result.ok && result.problem.kind !== 'refused') return;
  }
}
