import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Problem } from '../api/call';
import { retell, useWords } from '../api/words';
import { Link } from '../app/router';
import { now } from '../code/clock';
import { pair, translate } from '../i18n/i18n';
import { ProblemText, SOON, TryAgain, titleOf } from '../ui/ProblemText';
import { type Errors, fieldId, focusField } from './FormContext';
import { inOrder, labelOf } from './formErrors';

interface Props {
  /** Of the form. */
  id: string;
  problem: Problem;
  errors: Errors;
  /** Whether a field has another value by now. What was said of it is hidden and keeps its room, so that nothing moves under the finger of whoever types. */
  isMended: (name: string) => boolean;
  form: RefObject<HTMLFormElement | null>;
}

/** Why a form was not sent or was refused: one heading, and what is wrong in the order of the form. It takes the focus and leads to each field. */
export function ErrorSummary({ id, problem, errors, isMended, form }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem takes the focus
  useEffect(() => box.current?.focus(), [problem]);
  const fields = inOrder(form.current, errors);
  return (
    <div
      class="notice error"
      data-mended={fields.length > 0 && fields.every(([name]) => isMended(name))}
      role="alert"
      tabIndex={-1}
      ref={box}
    >
      <span class="sign" aria-hidden="true">
        !
      </span>
      <div>
        <p class="notice-title">{headingOf(problem, fields.length > 0)}</p>
        {(fields.length === 0 || problem.number) && <ProblemText problem={problem} untitled />}
        <Wait milliseconds={problem.retryAfter ?? 0} />
        {problem.number ? <ForStaff /> : null}
        {fields.length > 0 && (
          <ul>
            {fields.map(([name, texts]) => (
              <li key={name} data-mended={isMended(name)}>
                <a
                  href={`#${fieldId(id, name)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusField(form.current, name);
                  }}
                >
                  {pair(labelOf(form.current, name), texts.map(retell).join(' '))}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function headingOf(problem: Problem, byField: boolean): string {
  if (problem.kind === 'offline') return translate('error.offline.title');
  if (problem.kind === 'busy' && !problem.title) return translate('error.busy.title');
  return (byField ? '' : titleOf(problem)) || translate('form.problem');
}

/** For a refusal that somebody at a desk has to look into: what to do, and what to show them, who read Chinese. */
function ForStaff() {
  return (
    <>
      <p>
        <Link href="/help#q5">{translate('help.q5.link')}</Link>
      </p>
      <p class="for-staff">
        <span>{translate('form.showStaff')}</span>
        <strong lang="zh-Hans">该旅客身份校验未通过，请协助核对证件类型、姓名及最近出入境年份。</strong>
      </p>
    </>
  );
}

function Wait({ milliseconds }: { milliseconds: number }) {
  const at = useMemo(() => now() + milliseconds, [milliseconds]);
  if (milliseconds > SOON) return <TryAgain at={at} />;
  return milliseconds > 0 ? <p>{translate('error.retryAfter', { count: Math.ceil(milliseconds / 1000) })}</p> : null;
}
