import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { keepDraft, takeDraft } from './draft';
import { ErrorSummary } from './ErrorSummary';
import { FormContext } from './FormContext';
import { type Submission, useSubmit } from './useSubmit';

interface Props extends Submission {
  /** The word on the button. */
  submit: string;
  children: ComponentChildren;
  /** A name under which what was typed is kept while somebody signs in again. */
  draft?: string;
  /** Asked before it is sent, where that cannot be taken back. */
  confirm?: { title: string; text: string };
}

/** A form that leaves the rules to the server. Only a field left empty is told without asking. */
export function Form({ submit: word, children, draft, confirm, ...submission }: Props) {
  const id = useId();
  const [typed] = useState(() => takeDraft(draft));
  const form = useRef<HTMLFormElement>(null);
  const asking = useRef<ConfirmHandle>(null);
  const { busy, problem, errors, check, submit, setFieldErrors } = useSubmit(submission, () => {
    if (draft && form.current) keepDraft(draft, form.current.elements);
  });

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!form.current || !check(form.current)) return;
    if (confirm) asking.current?.open();
    else void submit(form.current);
  };
  return (
    <>
      <form noValidate ref={form} onSubmit={onSubmit} aria-busy={busy}>
        {problem && <ErrorSummary id={id} problem={problem} errors={errors} form={form} />}
        <FormContext.Provider value={{ id, errors, typed, setFieldErrors }}>{children}</FormContext.Provider>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? translate('form.sending') : word}
        </button>
      </form>
      {confirm && (
        <Confirm
          handle={asking}
          {...confirm}
          yes={word}
          onYes={() => {
            if (form.current) void submit(form.current);
          }}
        />
      )}
    </>
  );
}
