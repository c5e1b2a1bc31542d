import { useEffect, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { delay } from '../code/backoff';
import { session } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import { translateOfficer } from './texts';

type Exposure = Answer<'/api/exposures/{id}', 'get'>;

/** The longest wait is that after the fourth question: about twelve seconds. */
const SLOWEST = 4;

interface Props {
  exposureId: string;
  open: boolean;
  onFail: (why: Problem) => void;
}

/** How far the work on everyone who was at a place is. Every question is recorded, so it is asked when somebody wants to know, and less often as it goes on. */
export function Progress({ exposureId, open, onFail }: Props) {
  const [asking, setAsking] = useState(open);
  const [exposure, setExposure] = useState<Exposure>();
  const [lost, setLost] = useState(false);
  const fail = useEffectEvent(onFail);

  useEffect(() => {
    if (!asking) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (round: number) => {
      const result = await call('get', '/api/exposures/{id}', { token: session()?.token, path: { id: exposureId } });
      if (left) return;
      setLost(!result.ok);
      if (result.ok) setExposure(result.value);
      else if (result.problem.kind === 'refused') {
        fail(result.problem);
        return;
      }
      if (result.ok && result.value.finishedAt) return;
      timer = setTimeout(
        () => {
          void ask(round + 1);
        },
        delay(Math.min(round, SLOWEST), result.ok ? 0 : result.problem.retryAfter),
      );
    };
    void ask(1);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [asking, exposureId, fail]);

  if (!asking)
    return (
      <button type="button" class="text" onClick={() => setAsking(true)}>
        {translateOfficer('progress')}
      </button>
    );
  return (
    <div class="progress" data-progress={exposure?.state}>
      <p role="status">
        {lost ? translateOfficer('progress.lost') : exposure && translateOfficer(wordOf(exposure.state))}
      </p>
      {exposure && <p class="quiet">{translateOfficer('progress.visits', { count: exposure.done })}</p>}
    </div>
  );
}

const wordOf = (state: Exposure['state']) =>
  state === 'running' ? 'progress.running' : state === 'done' ? 'progress.done' : 'lifted.place';
