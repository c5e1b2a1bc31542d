import { useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { session } from '../session/session';
import { nameOf } from './measureTexts';
import { translateOfficer } from './texts';

type LookUp = Answer<'/api/holders/{holderId}/look-ups', 'get'>['lookUps'][number];

/** Which officers looked at somebody. Asking is a look too, so it waits for a button. */
export function LookUps({ holderId, onFail }: { holderId: string; onFail: (why: Problem) => void }) {
  const [lookUps, setLookUps] = useState<LookUp[]>();
  const load = async () => {
    const result = await call('get', '/api/holders/{holderId}/look-ups', {
      token: session()?.token,
      path: { holderId },
    });
    if (result.ok) setLookUps(result.value.lookUps);
    else onFail(result.problem);
  };
  return (
    <section class="panel look-ups">
      <h2>{translateOfficer('lookUps')}</h2>
      <p class="quiet">{translateOfficer('lookUps.lead')}</p>
      <div role="status">
        {lookUps && lookUps.length === 0 && <p>{translateOfficer('lookUps.none')}</p>}
        {lookUps && lookUps.length > 0 && (
          <ul class="rows">
            {lookUps.map(({ at, by, you }) => (
              <li key={at + (by?.phone ?? '')}>
                <p>
                  {nameOf(by)}
                  {you && <span class="tag">{translateOfficer('lookUps.you')}</span>}
                </p>
                <p class="quiet">{dateTime(at)}</p>
              </li>
            ))}
          </ul>
        )}
      </div>
      {!lookUps && (
        <button type="button" class="plain" onClick={() => void load()}>
          {translateOfficer('lookUps.show')}
        </button>
      )}
    </section>
  );
}
