import type { Problem } from '../api/call';
import { retell, useWords, wordsOf } from '../api/words';
import { dateTime } from '../i18n/format';
import { language, translate } from '../i18n/i18n';

/** Seconds are counted up to here, in milliseconds; a longer wait is told by the clock. */
export const SOON = 2 * 60_000;

/** Why something did not work: the service's own words where it had any, in the language of now. */
export function ProblemText({ problem, untitled }: { problem: Problem; untitled?: boolean }) {
  if (problem.kind === 'offline') return <p>{translate('error.offline.text')}</p>;
  if (problem.kind === 'busy' && !problem.title) return <p>{translate('error.busy.text')}</p>;
  return <Words problem={problem} untitled={untitled} />;
}

function Words({ problem, untitled }: { problem: Problem; untitled: boolean | undefined }) {
  useWords();
  const title = titleOf(problem);
  const detail = wordsOf(`problem.${problem.code}.detail`) ?? problem.detail;
  return (
    <div lang={wordsOf(`problem.${problem.code}`) ? undefined : foreign(problem)}>
      {title && !untitled && <p dir="auto">{title}</p>}
      {detail && detail !== title && <p dir="auto">{detail}</p>}
    </div>
  );
}

/** The title of a refusal in the language of now. */
export const titleOf = (problem: Problem): string => wordsOf(`problem.${problem.code}`) ?? retell(problem.title);

const foreign = ({ language: spoken }: Problem): string | undefined => (spoken === language() ? undefined : spoken);

/** When to try again, by the server's clock. */
export const TryAgain = ({ at }: { at: number }) => <p>{translate('error.retryFrom', { time: dateTime(at) })}</p>;
