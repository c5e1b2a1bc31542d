import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StripCode } from '../api/types';
import { now } from './clock';
import { currentCode, type Kept } from './strip';
import { everySecond } from './ticks';

/** The code of this moment. Draws again when another one begins, not before; by the second, since somebody may set the phone's clock. */
export function useCurrentCode(kept: Kept | undefined): StripCode | undefined {
  const [, redraw] = useState({});
  const find = useMemo(() => finder(kept?.answer.strip ?? []), [kept]);
  useEffect(() => {
    let shown = find(now());
    return everySecond(() => {
      const next = find(now());
      if (next === shown) return;
      shown = next;
      redraw({});
    });
  }, [find]);
  return find(now());
}

/** Remembers what it found last, so that most seconds cost two comparisons. */
function finder(strip: readonly StripCode[]): (moment: number) => StripCode | undefined {
  let last: { code: StripCode; from: number; to: number } | undefined;
  return (moment) => {
    if (last && last.from <= moment && moment < last.to) return last.code;
    const code = currentCode(strip, moment);
    last = code && { code, from: Date.parse(code.notBefore), to: Date.parse(code.expiresAt) };
    return code;
  };
}
