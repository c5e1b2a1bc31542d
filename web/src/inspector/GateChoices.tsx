import { useId, useState } from 'preact/hooks';
import { translateStaff } from '../staff/texts';
import { type Choices, choices, choose } from './choices';

const SOUNDS: Choices['sound'][] = ['tones', 'vibration', 'none'];

/** How this device behaves at the gate. */
export function GateChoices() {
  const [current, setCurrent] = useState(choices);
  const id = useId();
  const change = (changed: Partial<Choices>) => {
    choose(changed);
    setCurrent(choices());
  };
  return (
    <details class="panel question gate-choices">
      <summary>
        <h2>{translateStaff('choices.title')}</h2>
      </summary>
      <label class="check">
        <input
          type="checkbox"
          name="greenGoesOn"
          checked={current.greenGoesOn}
          onChange={({ currentTarget }) => change({ greenGoesOn: currentTarget.checked })}
        />
        {translateStaff('choices.green')}
      </label>
      <label for={id}>{translateStaff('choices.sound')}</label>
      <select
        id={id}
        name="sound"
        value={current.sound}
        onChange={({ currentTarget }) => change({ sound: currentTarget.value as Choices['sound'] })}
      >
        {SOUNDS.map((sound) => (
          <option key={sound} value={sound}>
            {translateStaff(`sound.${sound}`)}
          </option>
        ))}
      </select>
    </details>
  );
}
