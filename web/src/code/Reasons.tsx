import type { HealthCode } from '../api/types';
import { dateTime } from '../i18n/format';
import { t } from '../i18n/i18n';

/** Why the color is what it is, the way back to green, and the tests that count. The sentences are the server's. */
export function Reasons({ answer }: { answer: HealthCode }) {
  return (
    <>
      {answer.reasons.length > 0 && (
        <section class="panel">
          <h2>{t('code.reasons')}</h2>
          {answer.reasons.map((reason) => (
            <div class="reason" key={reason.code}>
              <p class="reason-text" dir="auto">{reason.text}</p>
              {reason.guidance && <p dir="auto">{reason.guidance}</p>}
              {reason.until && <p class="quiet">{t('code.until', { time: dateTime(reason.until) })}</p>}
            </div>
          ))}
        </section>
      )}
      <section class="panel">
        <h2>{t('code.tests')}</h2>
        {answer.tests.length === 0 ? <p class="quiet">{t('code.tests.none')}</p> : (
          <ul class="rows">
            {answer.tests.map((test) => (
              <li key={test.sampledAt + test.laboratory}>
                <p><strong>{t(`result.${test.result}`)}</strong> · {t(`assay.${test.assay}`)}</p>
                <p class="quiet">{t('code.sampled', { time: dateTime(test.sampledAt) })} · <bdi>{test.laboratory}</bdi></p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
