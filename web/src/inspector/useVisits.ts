import { useEffect, useState } from 'preact/hooks';
import { useEffectEvent } from '../ui/useEffectEvent';
import { ping } from './keys';
import { sendVisits, waitingCount } from './queue';
import { isReached, onReach } from './reach';

const AGAIN = 30_000;

/** How many visits wait to be sent, and what became of those that were. Tries when the browser says that the network changed, and now and then because it may be wrong. */
export function useVisits(): {
  online: boolean;
  waiting: number;
  told: { sent: number; lost: number } | undefined;
  look: () => void;
} {
  const [state, setState] = useState({ online: isReached(), waiting: waitingCount() });
  const [told, setTold] = useState<{ sent: number; lost: number }>();
  const look = useEffectEvent(() => setState({ online: isReached(), waiting: waitingCount() }));
  const send = useEffectEvent(async () => {
    look();
    if (!isReached()) await ping();
    if (!isReached() || waitingCount() === 0) return;
    const outcome = await sendVisits();
    if (outcome.sent + outcome.lost > 0) setTold(outcome);
    look();
  });
  useEffect(() => {
    const again = () => void send();
    const changed = () => void ping().then(again);
    changed();
    const timer = setInterval(again, AGAIN);
    const stop = onReach(again);
    addEventListener('online', changed);
    addEventListener('offline', changed);
    return () => {
      clearInterval(timer);
      stop();
      removeEventListener('online', changed);
      removeEventListener('offline', changed);
    };
  }, [send]);
  return { ...state, told, look };
}
