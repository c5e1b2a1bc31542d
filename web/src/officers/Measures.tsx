import { useRef, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { Lift } from './Lift';
import { Progress } from './Progress';
import { translateOfficer } from './texts';

type Measure = Answer<'/api/measures', 'get'>['measures'][number];
interface Props {
  state: 'pending' | 'in-force';
  /** The measure of a place whose work is to be watched from the start. */
  watched?: string | undefined;
  onFail: (why: Problem | undefined) => void;
  onSaid: (text: string) => void;
  /** A measure of a place was approved here; its work began. */
  onBegun: (measureId: string) => void;
}

/** What waits for a second officer, or what is in force. */
export function Measures({ state, watched, onFail, onSaid, onBegun }: Props) {
  const [measures, setMeasures] = useState<Measure[]>();
  const [failed, setFailed] = useState(false);
  const load = async () => {
    const result = await call('get', '/api/measures', { token: session()?.token, query: { state, days: 31 } });
    onFail(result.ok ? undefined : result.problem);
    setFailed(!result.ok);
    if (result.ok) setMeasures(result.value.measures);
  };
  useEffectPerLanguage(() => void load());
  const done = (text: string) => {
    onSaid(text);
    void load();
  };

  // A list that could not be read is not an empty one, and one that was read before may be an old one.
  if (failed)
    return (
      <p class="actions">
        <button
          type="button"
          class="plain"
          onClick={() => {
            void load();
          }}
        >
          {translate('app.retry')}
        </button>
      </p>
    );
  if (!measures) return <Skeleton blocks={2} />;
  if (measures.length === 0) return <p class="empty">{translateOfficer(`none.${state}`)}</p>;
  return (
    <ul class="measures">
      {measures.map((measure) => (
        <Row
          key={measure.measureId}
          measure={measure}
          watched={measure.measureId === watched}
          onFail={onFail}
          onDone={done}
          onBegun={onBegun}
        />
      ))}
    </ul>
  );
}

type RowProps = Pick<Props, 'onBegun'> & {
  measure: Measure;
  watched: boolean;
  onFail: (why: Problem) => void;
  onDone: (said: string) => void;
};

function Row({ measure, watched, onFail, onDone, onBegun }: RowProps) {
  const {
    measureId,
    state,
    kind,
    from,
    until,
    legalReason,
    note,
    proposedAt,
    proposedByYou,
    approvableUntil,
    idType,
    idNumber,
    placeId,
    visitedFrom,
    visitedTo,
  } = measure;
  const pending = state === 'pending';
  const site =
    placeId && visitedFrom && visitedTo
      ? { place: placeId, from: dateTime(visitedFrom), to: dateTime(visitedTo) }
      : undefined;
  const ended = pending ? 'withdrawn' : site ? 'lifted.place' : 'lifted';
  return (
    <li class="panel" data-measure={measureId}>
      <p>
        <strong>{translateOfficer(`kind.${kind}`)}</strong>
      </p>
      <p>
        {idType && (
          <>
            {translate(`idType.${idType}`)} <bdi>{idNumber}</bdi>
          </>
        )}
        {site && translateOfficer('everyone', site)}
      </p>
      <p class="quiet">
        {translateOfficer('from', { time: dateTime(from) })} {translateOfficer('until', { time: dateTime(until) })}
      </p>
      <p class="quiet" dir="auto">
        {legalReason.text}
      </p>
      {note && <p dir="auto">{note}</p>}
      <p class="quiet">{translateOfficer('proposedAt', { time: dateTime(proposedAt) })}</p>
      {pending && <p class="quiet">{translateOfficer('approvable', { time: dateTime(approvableUntil) })}</p>}
      {pending && proposedByYou && <p class="quiet">{translateOfficer('yours')}</p>}
      {site && !pending && <Progress exposureId={measureId} open={watched} onFail={onFail} />}
      <div class="actions">
        {pending && !proposedByYou && (
          <Approve
            measure={measure}
            site={site}
            onFail={onFail}
            onDone={() => {
              if (site) onBegun(measureId);
              else onDone(translateOfficer('approved'));
            }}
          />
        )}
        <Lift measureId={measureId} pending={pending} onFail={onFail} onDone={() => onDone(translateOfficer(ended))} />
      </div>
    </li>
  );
}

type Site = { place: string; from: string; to: string };

function Approve({
  measure,
  site,
  onFail,
  onDone,
}: {
  measure: Measure;
  site: Site | undefined;
  onFail: (why: Problem) => void;
  onDone: () => void;
}) {
  const confirm = useRef<ConfirmHandle>(null);
  const approve = async () => {
    const result = await call('post', site ? '/api/exposures' : '/api/measures', {
      token: session()?.token,
      body: { approves: measure.measureId },
    });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => confirm.current?.open()}>
        {translateOfficer('approve')}
      </button>
      <Confirm
        handle={confirm}
        title={translateOfficer('approve.title')}
        text={site ? translateOfficer('approve.place.text', site) : translateOfficer('approve.text')}
        facts={factsOf(measure)}
        yes={translateOfficer('approve')}
        onYes={() => {
          void approve();
        }}
      />
    </>
  );
}

/** What is being signed, once more: of whom, what, why and how long. */
const factsOf = ({ kind, idType, idNumber, from, until, legalReason, note }: Measure): [string, string][] => [
  [translateOfficer('kind'), translateOfficer(`kind.${kind}`)],
  ...(idType ? ([[translate(`idType.${idType}`), idNumber ?? '']] as [string, string][]) : []),
  [translateOfficer('legalReason'), legalReason.text],
  [translateOfficer('measure.from'), dateTime(from)],
  [translateOfficer('measure.until'), dateTime(until)],
  ...(note ? ([[translateOfficer('note'), note]] as [string, string][]) : []),
];
