import { useEffect, useState } from 'preact/hooks';
import { useEffectEvent } from '../ui/useEffectEvent';
import { sendVisits, waitingCount } from './queue';

const AGAIN = 30_000;

/** How many visits wait to be sent, and what became of those that were. Sends when the network is back, and tries now and then because phones do not always notice. */
export function useVisits(): {
  online: boolean;
  waiting: number;
  told: { sent: number; lost: number } | undefined;
  look: () => void;
} {
  const [state, setState] = useState({ online: navigator.onLine, waiting: waitingCount() });
  const [told, setTold] = useState<{ sent: number; lost: number }>();
  const look = useEffectEvent(() => setState({ online: navigator.onLine, waiting: waitingCount() }));
  const send = useEffectEvent(async () => {
    look();
    if (!navigator.onLine || waitingCount() === 0) return;
    const outcome = await sendVisits();
    if (outcome.sent + outcome.lost > 0) setTold(outcome);
    look();
  });
  useEffect(() => {
    const again = () => void send();
    again();
    const timer = setInterval(again, AGAIN);
    addEventListener('online', again);
    addEventListener('offline', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
      removeEventListener('offline', look);
    };
  }, [send, look]);
  return { ...state, told, look };
}
