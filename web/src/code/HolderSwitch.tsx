import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/call';
import type { Companion } from '../api/types';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { keepOwn, readOwn, session } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import { ColorShape } from './ColorShape';
import { keptCode } from './fetchCode';

const KNOWN = 'companions';

export const knownCompanions = (): Companion[] => readOwn<Companion[]>(KNOWN) ?? [];
export const rememberCompanions = (token: string, companions: Companion[]): boolean =>
  keepOwn(token, KNOWN, companions);

/** "Switch to Companions" (切换同行人), at the top of the code page: whose code shows. */
export function HolderSwitch({ holder, onChange }: { holder: string; onChange: (holder: string) => void }) {
  const [companions, setCompanions] = useState(knownCompanions);
  const box = useRef<HTMLDetailsElement>(null);

  const open = async () => {
    const current = session();
    if (!box.current?.open || !current) return;
    const result = await call('get', '/api/companions', { token: current.token });
    if (result.ok && rememberCompanions(current.token, result.value)) setCompanions(result.value);
  };
  const choose = useEffectEvent((chosen: string) => {
    if (box.current) box.current.open = false;
    box.current?.querySelector('summary')?.focus();
    onChange(chosen);
  });
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && box.current?.open) choose(holder);
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [holder, choose]);

  return (
    <details
      class="switch"
      ref={box}
      onToggle={() => {
        void open();
      }}
    >
      <summary>{translate('companions.switch')}</summary>
      <ul>
        <li>
          <button type="button" aria-current={holder === 'self' || undefined} onClick={() => choose('self')}>
            {keptCode('self') && <ColorShape color={keptCode('self')?.answer.color ?? 'green'} />}
            <span>{translate('companions.self')}</span>
          </button>
        </li>
        {companions.map((companion) => (
          <li key={companion.holderId}>
            <button
              type="button"
              aria-current={holder === companion.holderId || undefined}
              onClick={() => choose(companion.holderId)}
            >
              <ColorShape color={companion.color} />
              <span dir="auto">{companion.name}</span>
              <small>{translate(`relationship.${companion.relationship}`)}</small>
            </button>
          </li>
        ))}
        <li>
          <Link href="/companions/add">{translate('companions.add')}</Link>
        </li>
      </ul>
    </details>
  );
}
