import type { Problem } from '../api/call';
import { Link } from '../app/router';
import { ColorShape } from '../code/ColorShape';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { Approve } from './Approve';
import { Lift } from './Lift';
import { changeOf, crossingOf, proposerOf, siteOf, testOf } from './measureTexts';
import { Progress } from './Progress';
import { TrialCount } from './TrialCount';
import { translateOfficer } from './texts';
import type { Measure } from './types';
import { why } from './why';

interface Props {
  measure: Measure;
  /** Whether it stands on the page of its person, who needs not be named again. */
  alone: boolean;
  watched: boolean;
  onFail: (why: Problem) => void;
  onDone: (said: string) => void;
  onBegun: (measureId: string) => void;
}

/** One measure, with all that an officer decides by. */
export function MeasureCard({ measure, alone, watched, onFail, onDone, onBegun }: Props) {
  const { measureId, state, kind, from, until, legalReason, note, proposedByYou, approvableUntil, trial } = measure;
  const pending = state === 'pending';
  const site = siteOf(measure);
  const Title = alone ? 'h3' : 'h2';
  const ended = pending ? 'withdrawn' : site ? 'lifted.place' : 'lifted';
  return (
    <li class="panel" data-measure={measureId}>
      <Title>{translateOfficer(`kind.${kind}`)}</Title>
      {!alone && <Who measure={measure} />}
      {site && <p>{translateOfficer('everyone', site)}</p>}
      {site && pending && trial && <TrialCount exposureId={measureId} first={trial} onFail={onFail} />}
      <WhatChanges measure={measure} />
      <p class="quiet">
        {translateOfficer('from', { time: dateTime(from) })} {translateOfficer('until', { time: dateTime(until) })}
      </p>
      <p class="quiet" dir="auto">
        {legalReason.text}
      </p>
      {note && <p dir="auto">{note}</p>}
      <p class="quiet">{proposedByYou && pending ? translateOfficer('yours') : proposerOf(measure)}</p>
      {pending && <p class="quiet">{translateOfficer('approvable', { time: dateTime(approvableUntil) })}</p>}
      {site && !pending && <Progress exposureId={measureId} open={watched} onFail={onFail} />}
      <div class="actions">
        {pending && !proposedByYou && (
          <Approve
            measure={measure}
            onFail={onFail}
            onDone={() => {
              if (site) onBegun(measureId);
              else onDone(translateOfficer('approved'));
            }}
          />
        )}
        <Lift
          measureId={measureId}
          change={pending ? undefined : changeOf(measure)}
          pending={pending}
          onFail={onFail}
          onDone={() => onDone(translateOfficer(ended))}
        />
      </div>
    </li>
  );
}

function Who({ measure: { idType, idNumber, person } }: { measure: Measure }) {
  if (!idType) return null;
  return (
    <p>
      {person?.name && (
        <>
          <strong>
            <bdi>{person.name}</bdi>
          </strong>{' '}
          ·{' '}
        </>
      )}
      {translate(`idType.${idType}`)} <bdi>{idNumber}</bdi>
      {person ? (
        <>
          {' '}
          · <Link href={`/officer?view=find&holder=${person.holderId}`}>{translateOfficer('person.open')}</Link>
        </>
      ) : (
        <> · {translateOfficer('person.unknown')}</>
      )}
    </p>
  );
}

/** The color now and after the signature, and what it comes from. */
function WhatChanges({ measure }: { measure: Measure }) {
  const { person } = measure;
  if (!person) return null;
  const facts = [testOf(measure), crossingOf(measure)].filter((fact) => fact !== undefined);
  return (
    <div class="what-changes" data-color={person.color} data-after={person.colorAfter}>
      <p class="change">
        <ColorShape color={person.color} />
        {person.colorAfter && person.colorAfter !== person.color && (
          <>
            <span class="then" aria-hidden="true" />
            <ColorShape color={person.colorAfter} />
          </>
        )}
        <strong>{changeOf(measure)}</strong>
      </p>
      {person.reasons.map((reason) => (
        <p class="quiet" key={reason.code}>
          {why(reason.code, reason.text)}
        </p>
      ))}
      {facts.map((fact) => (
        <p class="quiet" key={fact}>
          {fact}
        </p>
      ))}
    </div>
  );
}
