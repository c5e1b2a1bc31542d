import { useEffect, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { delay } from '../code/backoff';
import { session } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import type { Exposure } from './types';

/** The longest wait is that after the fourth question: about twelve seconds. */
const SLOWEST = 4;

/** How far the work on a measure of a place is. Every question is recorded, so it is asked only while `asking`, and less often as it goes on. */
export function useExposure(
  exposureId: string,
  asking: boolean,
  isOver: (exposure: Exposure) => boolean,
  onFail: (why: Problem) => void,
): { exposure: Exposure | undefined; lost: boolean } {
  const [exposure, setExposure] = useState<Exposure>();
  const [lost, setLost] = useState(false);
  const fail = useEffectEvent(onFail);
  const over = useEffectEvent(isOver);

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
      if (result.ok && over(result.value)) return;
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
  }, [asking, exposureId, fail, over]);
  return { exposure, lost };
}
