import { useEffect, useRef } from 'preact/hooks';
import type { Color } from '../api/types';
import { announce } from '../app/Announcer';
import { translate } from '../i18n/i18n';

/** Has a change of color read aloud, and whose code shows after switching; the first color is read with the page. */
export function useColorNews(holder: string, name: string, color: Color | undefined): void {
  const before = useRef({ holder, color });
  useEffect(() => {
    const { holder: whose, color: was } = before.current;
    before.current = { holder, color };
    if (!color) return;
    if (whose !== holder) announce(translate('code.switched', { name, color: translate(`color.${color}`) }));
    else if (was && was !== color) announce(translate('code.changed', { color: translate(`color.${color}`) }));
  }, [holder, name, color]);
}
