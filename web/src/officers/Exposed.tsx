import { useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { translateOfficer } from './texts';

type Person = Answer<'/api/exposures/{id}/people', 'get'>['people'][number];

/** Who was at the place, and whether they were told. Asking is a look at each of them, so it is asked on demand and page by page. */
export function Exposed({ exposureId, onFail }: { exposureId: string; onFail: (why: Problem) => void }) {
  const [people, setPeople] = useState<Person[]>();
  const [next, setNext] = useState<string>();
  const load = async (after?: string) => {
    const result = await call('get', '/api/exposures/{id}/people', {
      token: session()?.token,
      path: { id: exposureId },
      query: { after },
    });
    if (!result.ok) {
      onFail(result.problem);
      return;
    }
    setPeople((before) => (after && before ? [...before, ...result.value.people] : result.value.people));
    setNext(result.value.next);
  };
  useEffectPerLanguage(() => void load());
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
        <button type="button" class="plain" onClick={() => void load(next)}>
          {translateOfficer('more')}
        </button>
      )}
    </>
  );
}
