import { call, type Problem } from '../api/call';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { translateOfficer } from './texts';
import { usePages } from './usePages';

/** Who was at the place, and whether they were told. Asking is a look at each of them, so it is asked on demand and page by page. */
export function Exposed({ exposureId, onFail }: { exposureId: string; onFail: (why: Problem) => void }) {
  const {
    items: people,
    next,
    load,
  } = usePages(
    (after) =>
      call('get', '/api/exposures/{id}/people', {
        token: session()?.token,
        path: { id: exposureId },
        query: { after },
      }),
    (page) => page.people,
    (why) => why && onFail(why),
  );
  if (!people) return <Skeleton blocks={1} />;
  if (people.length === 0) return <p class="empty">{translateOfficer('exposed.none')}</p>;
  return (
    <>
      <ul class="rows exposed">
        {people.map((person) => (
          <li key={person.holderId} data-told={person.told}>
            <p>
              <Link href={`/officer?view=find&holder=${person.holderId}`}>
                {person.name ? <bdi>{person.name}</bdi> : translateOfficer('person.unnamed')}
              </Link>
              {person.idType && (
                <>
                  {' '}
                  · {translate(`idType.${person.idType}`)} <bdi>{person.idNumber}</bdi>
                </>
              )}
            </p>
            <p class="quiet">
              {person.color && <>{translate(`color.${person.color}`)} · </>}
              {translateOfficer(
                person.markedAt ? (person.told ? 'exposed.told' : 'exposed.untold') : 'exposed.waiting',
              )}
            </p>
          </li>
        ))}
      </ul>
      {next && (
        <button type="button" class="plain" onClick={() => load(next)}>
          {translateOfficer('more')}
        </button>
      )}
    </>
  );
}
