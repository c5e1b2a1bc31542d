import { call, GONE, type Result } from '../api/call';
import { language } from '../i18n/i18n';
import { keepOwn, readOwn, viewer } from '../session/session';
import { randomShare } from './backoff';
import { learnTime, now } from './clock';
import { type Kept, REACH, renewAt } from './strip';

/** Codes on this phone, by holder; the traveler's own under "self". */
export const keptCode = (holder: string): Kept | undefined => readOwn<Kept>(`code.${holder}`);

/** Asks for a strip and keeps it, with what the answer tells of the server's clock. */
export async function fetchCode(holder: string, token: string, minutes = REACH): Promise<Result<Kept>> {
  const sent = performance.now();
  const spoken = language();
  const result = await call('get', '/api/code', {
    token,
    query: { minutes, holder: holder === 'self' ? undefined : holder },
  });
  if (!result.ok) return result;
  learnTime(Date.parse(result.value.assessedAt), performance.now() - sent);
  const kept: Kept = {
    answer: result.value,
    language: spoken,
    share: randomShare(),
    ...(minutes < REACH ? { partial: true } : {}),
  };
  return keepOwn(token, `code.${holder}`, kept) ? { ok: true, value: kept } : GONE;
}

/** Companions that the service refused, each with the session that asked; and those that are asked for now. */
const refused = new Map<string, string>();
const underWay = new Set<string>();

/** Fills the strips of companions one after another, so that a child's code shows without network too. Who was refused is left until somebody opens that code or signs in. */
export async function fillCompanions(holders: string[]): Promise<void> {
  const token = viewer()?.token;
  if (token === undefined) return;
  for (const holder of holders) {
    const current = viewer();
    if (!current || current.token !== token) return;
    if (
      refused.get(holder) === token ||
      underWay.has(holder) ||
      renewAt(keptCode(holder), now(), current.expiresAt, language()) > now()
    )
      continue;
    underWay.add(holder);
    const result = await fetchCode(holder, current.token);
    underWay.delete(holder);
    if (result.ok) continue;
    if (result.problem.kind !== 'refused') return;
    refused.set(holder, current.token);
  }
}
