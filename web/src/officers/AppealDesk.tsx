import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { translateAppeal } from '../appeals/texts';
import { dateTime } from '../i18n/format';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { AppealDecision } from './AppealDecision';
import { HolderView } from './HolderView';
import { why } from './why';
import '../appeals/appeals.css';

type Details = Answer<'/api/appeals/{id}', 'get'>;

interface Props {
  appealId: string;
  onFail: (why: Problem | undefined) => void;
  /** Back to the queue, with what was done. */
  onClose: (said?: string) => void;
}

/** One appeal: what its author writes, what was done, the decision, and the person's facts. */
export function AppealDesk({ appealId, onFail, onClose }: Props) {
  const [details, setDetails] = useState<Details>();
  const load = async () => {
    const result = await call('get', '/api/appeals/{id}', { token: session()?.token, path: { id: appealId } });
    onFail(result.ok ? undefined : result.problem);
    if (result.ok) setDetails(result.value);
  };
  useEffectPerLanguage(() => void load());
  const refused = (problem: Problem) => {
    onFail(problem);
    // Somebody else was faster: what they did is what this officer has to see now.
    if (problem.code === 'already-decided') void load();
  };
  return (
    <>
      <p class="actions">
        <button type="button" class="plain" onClick={() => onClose()}>
          {translateAppeal('queue.back')}
        </button>
      </p>
      {details ? (
        <>
          <Written details={details} />
          <History acts={details.acts} />
          <AppealDecision
            key={details.appeal.version}
            details={details}
            onRefused={refused}
            onDone={() => onClose(translateAppeal('recorded'))}
          />
          <HolderView
            assessment={details.assessment}
            onFail={onFail}
            onLifted={() => void load()}
            onReleased={() => onClose()}
            onSigned={onClose}
          />
        </>
      ) : (
        <Skeleton blocks={3} />
      )}
    </>
  );
}

function Written({ details: { appeal, text } }: { details: Details }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The queue is gone, and the focus with it.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="panel">
      <h2 ref={heading} tabIndex={-1}>
        {why(appeal.reason, appeal.reasonText)}
      </h2>
      <p>
        <strong>{translateAppeal(`ground.${appeal.ground}`)}</strong>
      </p>
      <h3>{translateAppeal('writes')}</h3>
      <p class="written" dir="auto">
        {text}
      </p>
      <p class="quiet">
        {translateAppeal('filed', { time: dateTime(appeal.filedAt) })} ·{' '}
        {translateAppeal('due', { time: dateTime(appeal.dueAt) })}
      </p>
    </section>
  );
}

function History({ acts }: { acts: Details['acts'] }) {
  if (acts.length === 0) return null;
  return (
    <section class="panel">
      <h2>{translateAppeal('history')}</h2>
      <ul class="rows">
        {acts.map((act) => (
          <li key={act.at + act.decision}>
            <p>
              <strong>{translateAppeal(`decision.${act.decision}`)}</strong>
            </p>
            {act.becauseText && <p>{act.becauseText}</p>}
            {act.laboratory && (
              <p>
                <bdi>{act.laboratoryName ?? act.laboratory}</bdi> <bdi>{act.accession}</bdi>
              </p>
            )}
            {act.message && (
              <p class="written" dir="auto">
                {act.message}
              </p>
            )}
            <p class="quiet">{dateTime(act.at)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
