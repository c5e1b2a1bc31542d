import { useEffect, useMemo, useState } from 'preact/hooks';
import { language } from '../i18n/i18n';
import { useEffectEvent } from '../ui/useEffectEvent';
import { wasSet } from './clock';
import { Keeper, type KeeperState } from './keeper';
import { everySecond } from './ticks';
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

/** `onSet`: when somebody may have set the phone's clock. */
export function useClockWatch(onSet: () => void): void {
  const set = useEffectEvent(onSet);
  useEffect(() => {
    const look = () => {
      if (wasSet()) set();
    };
    look();
    return everySecond(look);
  }, [set]);
}

export const useScreenAwake = (wanted: boolean): void => {
  useEffect(() => (wanted ? keepAwake() : undefined), [wanted]);
};
