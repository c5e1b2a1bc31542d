import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Problem, Result } from '../api/call';
import { Link } from '../app/router';
import { now } from '../code/clock';
import { translate } from '../i18n/i18n';
import { endSession, session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { ProblemText, SOON, TryAgain } from '../ui/ProblemText';
import { keepDraft, takeDraft } from './draft';
import { type Errors, FormAround, idOf } from './form';

interface Props {
  submit: string;
  /** Sends the form. What the server refuses is shown beside its fields. */
  send: (form: HTMLFormElement) => Promise<Result<unknown>>;
  onDone: () => void;
  children: ComponentChildren;
  /** Pages behind a session: what to do when it is over. */
  onSignedOut?: (problem: Problem) => void;
  /** Refusals that are about one field of this form although the server names none. */
  fields?: Record<string, string>;
  /** A name under which what was typed is kept while somebody signs in again. */
  draft?: string;
  /** Asked before it is sent, where that cannot be taken back. */
  confirm?: { title: string; text: string };
}

/** The same in every form. */
const FIELD_OF: Record<string, string> = {
  'wrong-sms-code': 'smsCode',
  'invalid-phone': 'phone.number',
  'weak-password': 'password',
};

/**
 * A form that leaves the rules to the server. Only a field left empty is told without asking. After a refusal the summary takes the focus and leads to
 * each field.
 */
export function Form({ submit, send, onDone, children, onSignedOut, fields = {}, draft, confirm }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [errors, setErrors] = useState<Errors>({});
  const [typed] = useState(() => takeDraft(draft));
  const summary = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLFormElement>(null);
  const asking = useRef<ConfirmHandle>(null);

  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const missing = emptyFields(form);
    if (Object.keys(missing).length > 0) {
      setErrors(missing);
      setProblem({ kind: 'refused', status: 0, code: 'missing', title: '', detail: '', errors: missing, unmet: [] });
      return;
    }
    if (confirm) asking.current?.open();
    else void submitNow(form);
  };
  const submitNow = async (form: HTMLFormElement) => {
    setBusy(true);
    const token = session()?.token;
    const result = await send(form);
    setBusy(false);
    if (result.ok) {
      onDone();
      return;
    }
    if (onSignedOut && result.problem.code === 'not-signed-in') {
      if (draft) keepDraft(draft, form.elements);
      endSession(token);
      onSignedOut(result.problem);
      return;
    }
    setErrors(errorsOf(result.problem, fields));
    setProblem(result.problem);
  };

  return (
    <>
      <form noValidate ref={sheet} onSubmit={onSubmit} aria-busy={busy}>
        {problem && <Summary problem={problem} errors={errors} focus={summary} />}
        <FormAround.Provider
          value={{ errors, typed, mark: (found) => setErrors((before) => ({ ...before, ...found })) }}
        >
          {children}
        </FormAround.Provider>
        <button class="primary" disabled={busy}>
          {busy ? translate('form.sending') : submit}
        </button>
      </form>
      {confirm && (
        <Confirm
          handle={asking}
          {...confirm}
          yes={submit}
          onYes={() => {
            if (sheet.current) void submitNow(sheet.current);
          }}
        />
      )}
    </>
  );
}

function Summary({
  problem,
  errors,
  focus,
}: {
  problem: Problem;
  errors: Errors;
  focus: { current: HTMLDivElement | null };
}) {
  const fields = Object.entries(errors).filter(([, texts]) => texts.length > 0);
  return (
    <div class="notice error" role="alert" tabIndex={-1} ref={focus}>
      <span class="sign" aria-hidden="true">
        !
      </span>
      <div>
        <p class="notice-title">
          {problem.kind === 'offline'
            ? translate('error.offline.title')
            : problem.kind === 'busy' && !problem.title
              ? translate('error.busy.title')
              : translate('form.problem')}
        </p>
        <ProblemText problem={problem} />
        <Wait milliseconds={problem.retryAfter ?? 0} />
        {problem.number ? (
          <p>
            <Link href="/help#q5">{translate('help.q5.link')}</Link>
          </p>
        ) : null}
        {fields.length > 0 && (
          <ul>
            {fields.map(([field, texts]) => (
              <li key={field}>
                <a
                  href={`#${idOf(field)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(idOf(field))?.focus();
                  }}
                >
                  {labelOf(field)}: {texts.join(' ')}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Wait({ milliseconds }: { milliseconds: number }) {
  const at = useMemo(() => now() + milliseconds, [milliseconds]);
  if (milliseconds > SOON) return <TryAgain at={at} />;
  return milliseconds > 0 ? <p>{translate('error.retryAfter', { count: Math.ceil(milliseconds / 1000) })}</p> : null;
}

function emptyFields(form: HTMLFormElement): Errors {
  const controls = [...form.elements] as HTMLInputElement[];
  return Object.fromEntries(
    controls
      .filter((control) => control.name && control.validity.valueMissing)
      .map((control) => [control.name, [translate('form.required')]]),
  );
}

function errorsOf(problem: Problem, fields: Record<string, string>): Errors {
  if (Object.keys(problem.errors).length > 0) return problem.errors;
  const field = fields[problem.code] ?? FIELD_OF[problem.code];
  return field ? { [field]: [problem.title] } : {};
}

const labelOf = (field: string): string =>
  document.querySelector(`label[for="${idOf(field)}"]`)?.textContent ??
  document.querySelector(`#${idOf(field)} legend`)?.textContent ??
  field;
