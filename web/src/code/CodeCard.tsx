import type { HealthCode } from '../api/types';
import { dateTime } from '../i18n/format';
import { language, translate } from '../i18n/i18n';
import { Clock } from './Clock';
import { ColorShape } from './ColorShape';
import { now } from './clock';
import { Identity } from './Identity';
import { Qr } from './Qr';
import { testAge } from './testAge';

interface Props {
  answer: HealthCode;
  /** Nothing once the strip is spent. */
  healthCode: string | undefined;
  endsAt: number;
  /** Whose code it is, in words. */
  label: string;
  onEnlarge: () => void;
}

/** What an inspector looks at: color as frame, word and shape; the clock that no screenshot has; the QR; how fresh the test is; who it is. */
export function CodeCard({ answer, healthCode, endsAt, label, onEnlarge }: Props) {
  const { color } = answer;
  const word = translate(`color.${color}`);
  return (
    <section class={`card ${healthCode ? color : 'spent'}`} aria-label={label} data-color={color}>
      <div class="band">
        <ColorShape color={color} />
        <p class="word">
          {healthCode ? word : translate('code.asOf.color', { color: word, time: dateTime(answer.assessedAt) })}
        </p>
        <SecondWord color={color} />
      </div>
      <div class="paper">
        <Clock />
        <div class="moving-pattern" aria-hidden="true" />
        {healthCode ? (
          <button
            type="button"
            class="bare qr-box"
            onClick={onEnlarge}
            aria-label={`${translate('code.qr', { color: word })} ${translate('code.large')}`}
          >
            <Qr text={healthCode} />
          </button>
        ) : (
          <div class="qr-box qr-spent">
            <p>{translate('code.spent.title', { time: dateTime(endsAt) })}</p>
          </div>
        )}
        <TestAge tests={answer.tests} />
        <Identity answer={answer} />
      </div>
    </section>
  );
}

const SECOND = {
  zh: { green: '绿码', yellow: '黄码', red: '红码' },
  en: { green: 'Green', yellow: 'Yellow', red: 'Red' },
};

/** The inspector may read another language than the traveler: Chinese, or English beside Chinese. */
function SecondWord({ color }: { color: HealthCode['color'] }) {
  const chinese = language().startsWith('zh');
  return (
    <p class="second-word" lang={chinese ? 'en' : 'zh-Hans'}>
      {SECOND[chinese ? 'en' : 'zh'][color]}
    </p>
  );
}

function TestAge({ tests }: { tests: HealthCode['tests'] }) {
  const age = testAge(tests, now());
  return (
    <p class="test-age" data-age={age}>
      {age === 'none' ? translate('testAge.none') : translate('testAge.within', { hours: age.slice(0, -1) })}
    </p>
  );
}
