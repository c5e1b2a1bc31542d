import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/call';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { viewer } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import { ColorShape } from './ColorShape';
import { family, knownCompanions, type Member, rememberCompanions } from './family';

/** "Switch to Companions" (切换同行人), at the top of the code page: whose code shows, and whose may. */
export function HolderSwitch({ holder, onChange }: { holder: string; onChange: (holder: string) => void }) {
  const [companions, setCompanions] = useState(knownCompanions);
  const box = useRef<HTMLDetailsElement>(null);
  const members = family(companions);
  const shown = members.find((member) => member.holder === holder);

  const load = async () => {
    const current = viewer();
    if (!box.current?.open || !current) return;
    const result = await call('get', '/api/companions', { token: current.token });
    if (result.ok && rememberCompanions(current.token, result.value)) setCompanions(result.value);
  };
  const choose = (chosen: string) => {
    close(true);
    if (chosen !== holder) onChange(chosen);
  };
  const close = useEffectEvent((giveFocusBack: boolean) => {
    if (!box.current?.open) return;
    box.current.open = false;
    if (giveFocusBack) box.current.querySelector('summary')?.focus();
  });
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close(true);
    };
    const onPress = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) close(false);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [close]);

  return (
    <details class="switch" ref={box} onToggle={() => void load()}>
      <summary>
        <span>
          {translate('companions.switch')}
          <small>
            <span class="unseen">{translate('companions.shown')} </span>
            <bdi>{holder === 'self' ? translate('companions.self') : shown?.name}</bdi>
          </small>
        </span>
      </summary>
      <ul>
        {members.map((member) => (
          <li key={member.holder}>
            <button
              type="button"
              aria-current={holder === member.holder || undefined}
              onClick={() => choose(member.holder)}
            >
              <Choice {...member} />
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

function Choice({ name, relationship, color }: Member) {
  return (
    <>
      {color && <ColorShape color={color} />}
      <span dir="auto">{name}</span>
      <small>{translate(relationship ? `relationship.${relationship}` : 'companions.self')}</small>
    </>
  );
}
