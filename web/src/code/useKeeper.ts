import { useEffect, useMemo, useState } from 'preact/hooks';
import { language } from '../i18n/i18n';
import { useEffectEvent } from '../ui/useEffectEvent';
import { now, wasSet } from './clock';
import { Keeper, type KeeperState } from './keeper';
import { keepAwake } from './wakeLock';

/** The codes of one holder, kept filled while the page is open. The first paint uses what is on the phone. */
export function useKeeper(holder: string): KeeperState & { renew: () => void } {
  const [, redraw] = useState({});
  const keeper = useMemo(() => new Keeper(holder, () => redraw({})), [holder]);
  const spoken = language();
  useEffect(() => keeper.start(spoken), [keeper, spoken]);
  useEffect(() => () => keeper.stop(), [keeper]);
  return { ...keeper.state, renew: () => keeper.renewNow() };
}

/** The server's time, drawn anew as each second begins; of this very moment, since a strip that just came begins no earlier. `onSet`: when the phone's clock may have been set. */
export function useNow(onSet: () => void): number {
  const set = useEffectEvent(onSet);
  const [, redraw] = useState({});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      if (wasSet()) set();
      redraw({});
      timer = setTimeout(tick, 1000 - (now() % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, [set]);
  return now();
}

export const useScreenAwake = (wanted: boolean): void => {
  useEffect(() => (wanted ? keepAwake() : undefined), [wanted]);
};
