import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/call';
import { Page } from '../app/Page';
import { now } from '../code/clock';
import { keepAwake } from '../code/wakeLock';
import { time } from '../i18n/format';
import { translateStaff } from '../staff/texts';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Counter } from './Counter';
import { GateChoices } from './GateChoices';
import { countOf, judge } from './judge';
import { refreshKeys } from './keys';
import { LastScans, MOST, type Scan } from './LastScans';
import { plain } from './plain';
import { Scanner } from './Scanner';
import { countOne, type Shift } from './shift';
import { signal } from './signals';
import { TypedEntry } from './TypedEntry';
import { useVisits } from './useVisits';
import { VerdictScreen } from './VerdictScreen';

interface Props {
  shift: Shift;
  onCount: (shift: Shift) => void;
  onStop: (why?: Problem) => void;
}

/** The guide: "choose the corresponding place for inspection and tap 扫描健康码入口 to start scanning". Look, decide, next. */
export function Gate({ shift, onCount, onStop }: Props) {
  const [shown, setShown] = useState<Scan>();
  const [scans, setScans] = useState<Scan[]>([]);
  const turn = useRef<{ text: string; done: Promise<void> }>(undefined);
  const judged = useRef(0);
  const latest = useRef(shift);
  latest.current = shift;
  const goOn = useRef<() => void>(undefined);
  const ending = useRef<ConfirmHandle>(null);
  const ended = useRef(false);
  const visits = useVisits();
  useEffect(() => {
    void refreshKeys();
    return keepAwake();
  }, []);
  /** From now on nothing more is judged or counted: that would begin the shift anew. */
  const stop = (why?: Problem) => {
    ended.current = true;
    onStop(why);
  };

  /** One code at a time, whether the camera saw it or somebody typed it: the next one waits until the inspector went on. */
  const check = (typed: string): Promise<void> => {
    const text = plain(typed);
    const before = turn.current;
    // A scanner that reads one code twice saw one person.
    if (before?.text === text) return before.done;
    const done = (before?.done ?? Promise.resolve()).catch(() => undefined).then(() => checkNow(text));
    const mine = { text, done };
    turn.current = mine;
    return done.finally(() => {
      if (turn.current === mine) turn.current = undefined;
    });
  };
  const checkNow = async (text: string) => {
    if (ended.current) return;
    const found = await judge(text, latest.current);
    if (ended.current) return;
    if (found.kind === 'stopped') {
      stop(found.problem);
      return;
    }
    const count = countOf(found);
    onCount(countOne(latest.current, count));
    signal(count);
    const scan = { judgment: found, at: now(), number: judged.current++ };
    setShown(scan);
    setScans((before) => [scan, ...before].slice(0, MOST));
    visits.look();
    await new Promise<void>((resolve) => {
      goOn.current = resolve;
    });
  };
  const next = () => {
    setShown(undefined);
    goOn.current?.();
  };

  return (
    <Page title={translateStaff('inspector.title')}>
      <p class="gate-place">
        <strong dir="auto">{shift.placeName}</strong>{' '}
        <span class="quiet">{translateStaff('gate.until', { time: time(shift.expiresAt) })}</span>
      </p>
      <p class={visits.online ? 'link' : 'link offline'} data-online={visits.online} role="status">
        {!visits.online && <strong>{translateStaff('gate.offline')}</strong>}
        {visits.waiting > 0 && (
          <span data-waiting={visits.waiting}> {translateStaff('gate.waiting', { count: visits.waiting })}</span>
        )}
        {visits.told && (
          <span>
            {' '}
            {visits.told.sent > 0 && translateStaff('gate.sent', { count: visits.told.sent })}{' '}
            {visits.told.lost > 0 && translateStaff('gate.lost', { count: visits.told.lost })}
          </span>
        )}
      </p>
      <Scanner onCode={check} paused={shown !== undefined} />
      <TypedEntry onCode={check} covered={shown !== undefined} />
      <LastScans scans={scans} />
      <Counter counts={shift.counts} />
      <GateChoices />
      <button type="button" class="text danger block" onClick={() => ending.current?.open()}>
        {translateStaff('gate.end')}
      </button>
      <Confirm
        handle={ending}
        title={translateStaff('gate.end.title')}
        text={
          (visits.waiting > 0 ? `${translateStaff('gate.waiting', { count: visits.waiting })} · ` : '') +
          translateStaff('gate.end.text')
        }
        yes={translateStaff('gate.end')}
        onYes={() => stop()}
      />
      {shown && <VerdictScreen key={shown.number} judgment={shown.judgment} at={shown.at} onNext={next} />}
    </Page>
  );
}
