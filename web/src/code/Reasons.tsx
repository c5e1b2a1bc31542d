import type { Color, HealthCode } from '../api/types';
import { dateTime, withDates } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { ColorShape } from './ColorShape';
import { useAppealLink } from './useAppealLink';

const SEVERITY: Record<Color, number> = { green: 0, yellow: 1, red: 2 };

/** The next color that time alone will bring; a change of reasons alone is none. */
export const nextColor = ({ upcoming = [], color }: Pick<HealthCode, 'upcoming' | 'color'>, moment: number) =>
  upcoming.find((change) => Date.parse(change.at) > moment && change.color !== color);

/** What a negative suspends, what comes next, why the color is what it is, the way back to green, and the tests that count. The sentences are the server's. */
export function Reasons({ answer, moment, holder }: { answer: HealthCode; moment: number; holder: string }) {
  const AppealLink = useAppealLink(answer.color);
  const next = nextColor(answer, moment);
  const suspended = answer.suspended ?? [];
  return (
    <>
      {suspended.length > 0 && (
        <section class="panel">
          <h2>{translate('code.suspended')}</h2>
          {suspended.map((reason) => (
            <div class="reason" key={reason.code}>
              <p class="reason-text" dir="auto">
                {reason.text}
              </p>
              <p dir="auto">{withDates(reason.guidance)}</p>
            </div>
          ))}
        </section>
      )}
      {next && (
        <section class="panel">
          <h2>{translate('code.next')}</h2>
          <div class="to-come">
            <ColorShape color={next.color} />
            <p dir="auto">{withDates(next.text)}</p>
          </div>
          {suspended.length === 0 && SEVERITY[next.color] > SEVERITY[answer.color] && (
            <p class="quiet">{translate('code.next.test')}</p>
          )}
        </section>
      )}
      {answer.reasons.length > 0 && (
        <section class="panel">
          <h2>{translate('code.reasons')}</h2>
          {answer.reasons.map((reason) => (
            <div class="reason" key={reason.code}>
              <p class="reason-text" dir="auto">
                {reason.text}
              </p>
              {reason.guidance && <p dir="auto">{withDates(reason.guidance)}</p>}
              {reason.until && <p class="quiet">{translate('code.until', { time: dateTime(reason.until) })}</p>}
              {AppealLink && <AppealLink reason={reason.code} holder={holder} />}
            </div>
          ))}
        </section>
      )}
      <section class="panel">
        <h2>{translate('code.tests')}</h2>
        {answer.tests.length === 0 ? (
          <p class="quiet">{translate('code.tests.none')}</p>
        ) : (
          <ul class="rows">
            {answer.tests.map((test) => (
              <li key={test.sampledAt + test.laboratory}>
                <p>
                  <strong>{translate(`result.${test.result}`)}</strong> · {translate(`assay.${test.assay}`)}
                </p>
                <p class="quiet">
                  {translate('code.sampled', { time: dateTime(test.sampledAt) })} ·{' '}
                  <bdi>{test.laboratoryName ?? test.laboratory}</bdi>
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
