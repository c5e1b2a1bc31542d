import { ColorShape } from '../code/ColorShape';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { translateOfficer } from './texts';
import type { Assessment } from './types';
import { why } from './why';

/** The colors one after another, past and to come; the one of now is marked. */
export function Timeline({ segments }: { segments: Assessment['timeline'] }) {
  const sole = new Set(segments.map((segment) => segment.policySequence)).size === 1;
  return (
    <section class="panel">
      <h2>{translateOfficer('timeline')}</h2>
      <ol class="timeline">
        {segments.map(({ from, to, color, texts, now, policyVersion, policySequence }) => (
          <li key={`${from} ${policySequence}`} class={color} aria-current={now ? 'step' : undefined}>
            <ColorShape color={color} />
            <div>
              <p>
                <strong>{translate(`color.${color}`)}</strong>
                {now && <span class="tag">{translateOfficer('now')}</span>}
              </p>
              <p class="quiet">
                {from ? translateOfficer('from', { time: dateTime(from) }) : translateOfficer('fromBeginning')}
                {to && <> {translateOfficer('until', { time: dateTime(to) })}</>}
                {!sole && <> · {translateOfficer('by', { version: policyVersion })}</>}
              </p>
              {texts.map((text) => (
                <p class="quiet" key={text}>
                  {why(undefined, text)}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
