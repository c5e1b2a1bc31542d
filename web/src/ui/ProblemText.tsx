import type { Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';

/** Seconds are counted up to here, in milliseconds; a longer wait is told by the clock. */
export const SOON = 2 * 60_000;

/** Why something did not work: the server's own words where it had any. */
export function ProblemText({ problem }: { problem: Problem }) {
  if (problem.kind === 'offline') return <p>{translate('error.offline.text')}</p>;
  if (problem.kind === 'busy' && !problem.title) return <p>{translate('error.busy.text')}</p>;
  return (
    <div lang={problem.language}>
      {problem.title && <p dir="auto">{problem.title}</p>}
      {problem.detail && problem.detail !== problem.title && (
        <p dir="auto">
          {problem.detail}
          {problem.number && !problem.detail.includes(String(problem.number)) ? ` (${problem.number})` : ''}
        </p>
      )}
    </div>
  );
}

/** When to try again, by the server's clock. */
export const TryAgain = ({ at }: { at: number }) => <p>{translate('error.retryFrom', { time: dateTime(at) })}</p>;
