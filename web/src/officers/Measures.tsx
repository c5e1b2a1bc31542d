import { call, type Problem } from '../api/call';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { MeasureCard } from './MeasureCard';
import { Retry } from './Retry';
import { translateOfficer } from './texts';
import { usePages } from './usePages';

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
  const { items, next, failed, load } = usePages(
    (after) =>
      call('get', '/api/measures', { token: session()?.token, query: { state, days: 31, holder: holderId, after } }),
    ({ measures }) => measures,
    onFail,
  );
  const done = (text: string) => {
    onSaid(text);
    load();
  };

  if (failed) return <Retry onRetry={() => load()} />;
  if (!items) return <Skeleton blocks={2} />;
  if (items.length === 0) return <p class="empty">{translateOfficer(`none.${state}`)}</p>;
  return (
    <>
      <ul class="measures">
        {items.map((measure) => (
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
        <button type="button" class="plain" onClick={() => load(next)}>
          {translateOfficer('more')}
        </button>
      )}
    </>
  );
}
