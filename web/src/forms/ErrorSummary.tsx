import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Problem } from '../api/call';
import { Link } from '../app/router';
import { now } from '../code/clock';
import { translate } from '../i18n/i18n';
import { ProblemText, SOON, TryAgain } from '../ui/ProblemText';
import { type Errors, fieldId, focusField } from './FormContext';
import { labelOf } from './formErrors';

interface Props {
  /** Of the form. */
  id: string;
  problem: Problem;
  errors: Errors;
  form: RefObject<HTMLFormElement | null>;
}

/** Why a form was not sent or was refused; it takes the focus and leads to each field. */
export function ErrorSummary({ id, problem, errors, form }: Props) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem takes the focus
  useEffect(() => box.current?.focus(), [problem]);
  const fields = Object.entries(errors).filter(([, texts]) => texts.length > 0);
  return (
    <div class="notice error" role="alert" tabIndex={-1} ref={box}>
      <span class="sign" aria-hidden="true">
        !
      </span>
      <div>
        <p class="notice-title">{titleOf(problem)}</p>
        <ProblemText problem={problem} />
        <Wait milliseconds={problem.retryAfter ?? 0} />
        {problem.number ? (
          <p>
            <Link href="/help#q5">{translate('help.q5.link')}</Link>
          </p>
        ) : null}
        {fields.length > 0 && (
          <ul>
            {fields.map(([name, texts]) => (
              <li key={name}>
                <a
                  href={`#${fieldId(id, name)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusField(form.current, name);
                  }}
                >
                  {labelOf(form.current, name)}: {texts.join(' ')}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function titleOf(problem: Problem): string {
  if (problem.kind === 'offline') return translate('error.offline.title');
  return problem.kind === 'busy' && !problem.title ? translate('error.busy.title') : translate('form.problem');
}

function Wait({ milliseconds }: { milliseconds: number }) {
  const at = useMemo(() => now() + milliseconds, [milliseconds]);
  if (milliseconds > SOON) return <TryAgain at={at} />;
  return milliseconds > 0 ? <p>{translate('error.retryAfter', { count: Math.ceil(milliseconds / 1000) })}</p> : null;
}
