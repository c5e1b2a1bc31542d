import { call, type Result } from '../api/call';

/** Everything that the service tells of this account, put together on the phone: own code with reasons and tests, companions, and who scanned whom. */
export async function collect(token: string): Promise<Result<unknown>> {
  const companions = await call('get', '/api/companions', { token });
  if (!companions.ok) return companions;
  const people = [];
  for (const holder of [undefined, ...companions.value.map((companion) => companion.holderId)]) {
    const code = await call('get', '/api/code', { token, query: { holder } });
    if (!code.ok) return code;
    const visits = await call('get', '/api/visits', { token, query: { holder } });
    if (!visits.ok) return visits;
    // The codes themselves open doors for a minute; a copy to keep is no place for them.
    const { healthCode: _, healthCodeExpiresAt: __, strip: ___, ...known } = code.value;
    people.push({ ...known, visits: visits.value });
  }
  return { ok: true, value: { people, companions: companions.value } };
}

export function save(copy: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 2)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: 'ghc.json' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
