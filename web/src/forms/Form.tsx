import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { dropDraft, keepDraft, readDraft } from './draft';
import { ErrorSummary } from './ErrorSummary';
import { FormContext } from './FormContext';
import { type Answers, answersOf, Review } from './Review';
import { type Submission, useSubmit } from './useSubmit';

interface Props extends Submission {
  /** The word on the button. */
  submit: string;
  children: ComponentChildren;
  /** A name under which what was typed is kept until it is sent. */
  draft?: string;
  /** Asked before it is sent, where that cannot be taken back. */
  confirm?: { title: string; text: string };
  /** Whether the answers are shown once more before they are sent. */
  review?: boolean;
}

/** A form that leaves the rules to the server. Only a field left empty is told without asking. */
export function Form({ submit: word, children, draft, confirm, review, onDone, ...submission }: Props) {
  const id = useId();
  const [typed] = useState(() => readDraft(draft));
  const [answers, setAnswers] = useState<Answers>();
  const form = useRef<HTMLFormElement>(null);
  const asking = useRef<ConfirmHandle>(null);
  const done = () => {
    if (draft) dropDraft(draft);
    onDone();
  };
  const { busy, problem, errors, isMended, check, submit, setFieldErrors, forget } = useSubmit({
    ...submission,
    onDone: done,
  });

  const standing = Object.fromEntries(Object.entries(errors).filter(([name]) => !isMended(name)));
  const onInput = (event: Event) => {
    forget((event.target as HTMLInputElement).name);
    if (draft && form.current) keepDraft(draft, form.current.elements);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!form.current || !check(form.current)) return;
    if (review && !answers) setAnswers(answersOf(form.current));
    else if (confirm) asking.current?.open();
    else void send(form.current);
  };
  const send = async (sent: HTMLFormElement) => {
    await submit(sent);
    setAnswers(undefined);
  };
  return (
    <>
      <form noValidate ref={form} onSubmit={onSubmit} onInput={onInput} aria-busy={busy} data-review={review}>
        {problem && !answers && (
          <ErrorSummary id={id} problem={problem} errors={errors} isMended={isMended} form={form} />
        )}
        <div hidden={answers !== undefined}>
          <FormContext.Provider value={{ id, errors: standing, typed, setFieldErrors }}>
            {children}
          </FormContext.Provider>
        </div>
        {answers && <Review answers={answers} onChange={() => setAnswers(undefined)} />}
        <button type="submit" class="primary" disabled={busy}>
          {busy ? translate('form.sending') : review && !answers ? translate('form.next') : word}
        </button>
      </form>
      {confirm && (
        <Confirm
          handle={asking}
          {...confirm}
          yes={word}
          onYes={() => {
            if (form.current) void send(form.current);
          }}
        />
      )}
    </>
  );
}
