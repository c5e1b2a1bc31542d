import { useEffect, useRef, useState } from 'preact/hooks';
import { language } from '../i18n/i18n';
import { now, wasSet } from './clock';
import { Keeper, type KeeperState } from './keeper';
import { keepAwake } from './wakeLock';

/** The codes of one holder, kept filled while the page is open. The first paint uses what is on the phone. */
export function useKeeper(holder: string): KeeperState & { renew: () => void } {
  const keeper = useRef<Keeper | undefined>(undefined);
  const [, redraw] = useState({});
  const spoken = language();
  if (keeper.current?.holder !== holder) {
    keeper.current?.stop();
    keeper.current = new Keeper(holder, () => redraw({}));
  }
  useEffect(() => keeper.current?.start(), [holder, spoken]);
  useEffect(() => () => keeper.current?.stop(), []);
  return { ...keeper.current.state, renew: () => keeper.current?.renewNow() };
}

/** The server's time, drawn anew as each second begins; of this very moment, since a strip that just came begins no earlier. `onSet`: when the phone's clock may have been set. */
export function useNow(onSet: () => void): number {
  const [, redraw] = useState({});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      if (wasSet()) onSet();
      redraw({});
      timer = setTimeout(tick, 1000 - (now() % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return now();
}

export const useScreenAwake = (wanted: boolean): void => {
  useEffect(() => (wanted ? keepAwake() : undefined), [wanted]);
};
