import { useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { MeasureCard } from './MeasureCard';
import { translateOfficer } from './texts';
import type { Measure } from './types';

interface Props {
  state: 'pending' | 'in-force';
  /** Only those of this person. */
  holderId?: string;
  /** The measure of a place whose work is to be watched from the start. */
  watched?: string | undefined;
  onFail: (why: Problem | undefined) => void;
  onSaid: (text: string) => void;
  /** A measure of a place was approved here; its work began. */
  onBegun: (measureId: string) => void;
}

/** What waits for a second officer, or what is in force. */
export function Measures({ state, holderId, watched, onFail, onSaid, onBegun }: Props) {
  const [measures, setMeasures] = useState<Measure[]>();
  const [next, setNext] = useState<string>();
  const [failed, setFailed] = useState(false);
  const load = async (after?: string) => {
    const query = { state, days: 31, holder: holderId, after };
    const result = await call('get', '/api/measures', { token: session()?.token, query });
    onFail(result.ok ? undefined : result.problem);
    setFailed(!result.ok);
    if (!result.ok) return;
    const { measures: found, next: more } = result.value;
    setMeasures((before) => (after && before ? [...before, ...found] : found));
    setNext(more);
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
    <>
      <ul class="measures">
        {measures.map((measure) => (
          <MeasureCard
            key={measure.measureId}
            measure={measure}
            alone={holderId !== undefined}
            watched={measure.measureId === watched}
            onFail={onFail}
            onDone={done}
            onBegun={onBegun}
          />
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
