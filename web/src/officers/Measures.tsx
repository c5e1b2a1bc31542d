import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type Answer, type Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { language, t } from '../i18n/i18n';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Lift } from './Lift';
import { o } from './texts';

type Measure = Answer<'/api/measures', 'get'>['measures'][number];
interface Props { state: 'pending' | 'in-force'; onFail: (why: Problem | undefined) => void; onSaid: (text: string) => void }

/** What waits for a second officer, or what is in force. */
export function Measures({ state, onFail, onSaid }: Props) {
  const [measures, setMeasures] = useState<Measure[]>();
  const load = async () => {
    const result = await call('get', '/api/measures', { token: session()?.token, query: { state, days: 31 } });
    onFail(result.ok ? undefined : result.problem);
    setMeasures(result.ok ? result.value.measures : []);
  };
  useEffect(() => { void load(); }, [language()]);
  const done = (text: string) => { onSaid(text); void load(); };

  if (!measures) return <div class="bones" role="status"><span class="unseen">{t('app.loading')}</span><i /><i /></div>;
  if (measures.length === 0) return <p class="empty">{o(`none.${state}`)}</p>;
  return <ul class="measures">{measures.map((measure) => <Row key={measure.measureId} measure={measure} onFail={onFail} onDone={done} />)}</ul>;
}

function Row({ measure, onFail, onDone }: { measure: Measure; onFail: (why: Problem) => void; onDone: (said: string) => void }) {
  const { measureId, state, kind, from, until, legalReason, note, proposedByYou, approvableUntil, idType, idNumber, placeId, visitedFrom, visitedTo } = measure;
  const pending = state === 'pending';
  return (
    <li class="panel" data-measure={measureId}>
      <p><strong>{o(`kind.${kind}`)}</strong></p>
      <p>{idType && <>{t(`idType.${idType}`)} <bdi>{idNumber}</bdi></>}{placeId && visitedFrom && visitedTo && o('everyone', { place: placeId, from: dateTime(visitedFrom), to: dateTime(visitedTo) })}</p>
      <p class="quiet">{o('from', { time: dateTime(from) })} {o('until', { time: dateTime(until) })}</p>
      <p class="quiet" dir="auto">{legalReason.text}</p>
      {note && <p dir="auto">{note}</p>}
      {pending && <p class="quiet">{o('approvable', { time: dateTime(approvableUntil) })}</p>}
      {pending && proposedByYou && <p class="quiet">{o('yours')}</p>}
      <div class="actions">
        {pending && !proposedByYou && <Approve measureId={measureId} ofSite={placeId !== undefined} onFail={onFail} onDone={() => onDone(o('approved'))} />}
        <Lift measureId={measureId} pending={pending} onFail={onFail} onDone={() => onDone(o(pending ? 'withdrawn' : 'lifted'))} />
      </div>
    </li>
  );
}

function Approve({ measureId, ofSite, onFail, onDone }: { measureId: string; ofSite: boolean; onFail: (why: Problem) => void; onDone: () => void }) {
  const confirm = useRef<ConfirmHandle>(null);
  const approve = async () => {
    const result = await call('post', ofSite ? '/api/exposures' : '/api/measures', { token: session()?.token, body: { approves: measureId } });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => confirm.current?.open()}>{o('approve')}</button>
      <Confirm handle={confirm} title={o('approve.title')} text={o('approve.text')} yes={o('approve')} onYes={() => { void approve(); }} />
    </>
  );
}
