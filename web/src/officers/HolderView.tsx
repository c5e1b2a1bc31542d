import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/call';
import { useWords } from '../api/words';
import { ColorShape } from '../code/ColorShape';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { Facts } from './Facts';
import { LookUps } from './LookUps';
import { Measures } from './Measures';
import { Release } from './Release';
import { Timeline } from './Timeline';
import { translateOfficer } from './texts';
import type { Assessment } from './types';
import { why } from './why';

/** Why somebody has the color they have, when it changes, and what would change it. */
export function HolderView({
  assessment,
  onFail,
  onLifted,
  onReleased,
  onSigned,
}: {
  assessment: Assessment;
  onFail: (why: Problem) => void;
  onLifted: () => void;
  onReleased: () => void;
  /** Something that waited was approved or withdrawn. */
  onSigned: (said: string) => void;
}) {
  const { color, name, idType, idNumber, registered, policyVersion, assessedAt, reasons, changes } = assessment;
  const heading = useRef<HTMLHeadingElement>(null);
  useWords();
  // The form that found them is gone, and the focus with it.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="holder">
      <section class={`panel color-of ${color}`} data-color={color}>
        <ColorShape color={color} />
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {translate(`color.${color}`)}
          </h2>
          <p>
            {name && (
              <>
                <strong>
                  <bdi>{name}</bdi>
                </strong>{' '}
                ·{' '}
              </>
            )}
            {translate(`idType.${idType}`)} <bdi>{idNumber}</bdi>
          </p>
          <p class="quiet">
            {translateOfficer(registered ? 'registered' : 'unregistered')}{' '}
            {translateOfficer('policy', { version: policyVersion, time: dateTime(assessedAt) })}
          </p>
        </div>
      </section>
      {reasons.length > 0 && (
        <section class="panel">
          <h2>{translateOfficer('reasons')}</h2>
          {reasons.map((reason) => (
            <p key={reason.code}>{why(reason.code, reason.text)}</p>
          ))}
        </section>
      )}
      {changes.length > 0 && (
        <section class="panel">
          <h2>{translateOfficer('changes')}</h2>
          <ul class="rows">
            {changes.map(({ reason, text, endsAt, returnsAt, tests }) => (
              <li key={reason}>
                <p>{why(reason, text)}</p>
                {tests && tests.negatives > 0 && (
                  <p class="quiet">
                    {translateOfficer('tests', { count: tests.negatives, time: dateTime(tests.sampledAfter) })}{' '}
                    {tests.hoursApart > 0 && translateOfficer('tests.apart', { hours: tests.hoursApart })}
                  </p>
                )}
                {endsAt && <p class="quiet">{translateOfficer('endsAt', { time: dateTime(endsAt) })}</p>}
                {returnsAt && <p class="quiet">{translateOfficer('returnsAt', { time: dateTime(returnsAt) })}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Timeline segments={assessment.timeline} />
      <section class="panel waiting">
        <h2>{translateOfficer('view.pending')}</h2>
        <Measures
          key={assessment.assessedAt}
          state="pending"
          holderId={assessment.holderId}
          onFail={(problem) => problem && onFail(problem)}
          onSaid={onSigned}
          onBegun={() => undefined}
        />
      </section>
      <Facts facts={assessment.facts} onFail={onFail} onLifted={onLifted} />
      {registered && <LookUps holderId={assessment.holderId} onFail={onFail} />}
      {registered && <Release holderId={assessment.holderId} onFail={onFail} onDone={onReleased} />}
    </div>
  );
}
