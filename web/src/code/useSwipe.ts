import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useEffectEvent } from '../ui/useEffectEvent';

/** A finger that moves less is pressing or scrolling. */
const FAR = 56;

/**
 * Sideways swipes over an element, which follows the finger. `onSwipe` gets 1 for the next and -1 for the one before, in the direction of reading.
 * `count`: without anybody to swipe to there is nothing to follow.
 */
export function useSwipe(area: RefObject<HTMLElement | null>, count: number, onSwipe: (step: 1 | -1) => void): void {
  const swipe = useEffectEvent(onSwipe);
  useEffect(() => {
    const element = area.current;
    if (!element || count < 2) return;
    let start: { x: number; y: number } | undefined;
    const place = (distance: number) => {
      element.style.transform = distance === 0 ? '' : `translateX(${distance}px)`;
    };
    const onStart = ({ touches }: TouchEvent) => {
      const [finger, other] = touches;
      start = finger && !other ? { x: finger.clientX, y: finger.clientY } : undefined;
    };
    const moved = ({ changedTouches: [finger] }: TouchEvent): number => {
      if (!start || !finger) return 0;
      const [x, y] = [finger.clientX - start.x, finger.clientY - start.y];
      return Math.abs(x) > 2 * Math.abs(y) ? x : 0;
    };
    const onMove = (event: TouchEvent) => place(moved(event));
    const onEnd = (event: TouchEvent) => {
      const distance = moved(event);
      start = undefined;
      place(0);
      const forward = document.documentElement.dir === 'rtl' ? 1 : -1;
      if (Math.abs(distance) >= FAR) swipe(Math.sign(distance) === forward ? 1 : -1);
    };
    const onCancel = () => {
      start = undefined;
      place(0);
    };
    element.addEventListener('touchstart', onStart, { passive: true });
    element.addEventListener('touchmove', onMove, { passive: true });
    element.addEventListener('touchend', onEnd, { passive: true });
    element.addEventListener('touchcancel', onCancel, { passive: true });
    return () => {
      element.removeEventListener('touchstart', onStart);
      element.removeEventListener('touchmove', onMove);
      element.removeEventListener('touchend', onEnd);
      element.removeEventListener('touchcancel', onCancel);
    };
  }, [area, count, swipe]);
}
