import { useState } from 'preact/hooks';
import type { HealthCode } from '../api/types';
import { date, moment as dayAndTime, seconds, zone } from '../i18n/format';
import { language, translate } from '../i18n/i18n';
import { ColorShape } from './ColorShape';
import { maskName } from './mask';
import { Qr } from './Qr';
import { testAge } from './testAge';

interface Props {
  answer: HealthCode;
  healthCode: string | undefined;
  moment: number;
  endsAt: number;
}

/** What an inspector looks at: color as frame, word and shape; the QR; the clock that no screenshot has. */
export function CodeCard({ answer, healthCode, moment, endsAt }: Props) {
  const { color } = answer;
  const age = testAge(answer.tests, moment);
  const chinese = language().startsWith('zh');
  return (
    <section class={`card ${healthCode ? color : 'spent'}`} aria-label={translate('code.title')} data-color={color}>
      <div class="band">
        <ColorShape color={color} />
        <p class="word">
          {healthCode
            ? translate(`color.${color}`)
            : translate('code.asOf.color', { color: translate(`color.${color}`), time: dayAndTime(answer.assessedAt) })}
          {/* The inspector may read another language than the traveler: Chinese, or English beside Chinese. */}
          <span class="second" lang={chinese ? 'en' : 'zh-Hans'}>
            {SECOND[chinese ? 'en' : 'zh'][color]}
          </span>
        </p>
        <p class="age">
          <strong>{age === 'none' ? '—' : `≤ ${age}`}</strong>
          <span>{translate(age === 'none' ? 'testAge.none' : 'testAge.label')}</span>
        </p>
      </div>
      <div class="paper">
        <div class="clock">
          <time class="seconds" dir="ltr">
            {seconds(moment)}
          </time>
          <span class="date">
            {date(moment)}
            <br />
            {zone()}
          </span>
        </div>
        <div class="moving-pattern" aria-hidden="true" />
        {healthCode ? (
          <Qr text={healthCode} label={translate('code.qr', { color: translate(`color.${color}`) })} />
        ) : (
          <div class="qr-spent">
            <p>{translate('code.spent.title', { time: dayAndTime(endsAt) })}</p>
          </div>
        )}
        <Identity answer={answer} />
      </div>
    </section>
  );
}

const SECOND = {
  zh: { green: '绿码', yellow: '黄码', red: '红码' },
  en: { green: 'Green', yellow: 'Yellow', red: 'Red' },
};

function Identity({ answer }: { answer: HealthCode }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="identity">
      <p class="who">
        <strong>
          <bdi>{open ? answer.name : maskName(answer.name)}</bdi>
        </strong>
        <span>
          {translate(`idType.${answer.idType}`)} <bdi>{answer.idNumber}</bdi>
        </span>
      </p>
      <button type="button" class="plain small" aria-pressed={open} onClick={() => setOpen(!open)}>
        {translate(open ? 'code.hideName' : 'code.showName')}
      </button>
    </div>
  );
}
