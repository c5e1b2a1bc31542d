import { call } from '../api/call';
import { Page } from '../app/Page';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { readOwn } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { useLoad } from '../ui/useLoad';

/** Who scanned me, where and when. */
export default function Visits() {
  const shown = readOwn<string>('shown') ?? 'self';
  const load = useLoad((token) =>
    call('get', '/api/visits', { token, query: { holder: shown === 'self' ? undefined : shown } }),
  );
  return (
    <Page title={translate('visits.title')} back="/code">
      <p class="lead">{translate('visits.lead')}</p>
      <Loaded load={load}>
        {(visits) =>
          visits.length === 0 ? (
            <p class="empty">{translate('visits.none')}</p>
          ) : (
            <ul class="rows panel">
              {visits.map((visit) => (
                <li key={visit.scannedAt + visit.placeName}>
                  <p>
                    <strong dir="auto">{visit.lookUp ? translate('visits.lookUp') : visit.placeName}</strong>
                    {visit.verdict && (
                      <span class={`tag ${visit.verdict}`}>{translate(`verdict.${visit.verdict}`)}</span>
                    )}
                  </p>
                  <p class="quiet">
                    {visit.area && <span dir="auto">{visit.area} · </span>}
                    {dateTime(visit.scannedAt)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
