import { useState } from 'preact/hooks';
import type { Problem, Result } from '../api/call';
import { loadWords } from '../api/words';
import { language } from '../i18n/i18n';
import { endSession, session } from '../session/session';
import type { Errors } from './FormContext';
import { emptyFields, errorsOf, missingFields } from './formErrors';

export interface Submission {
  /** Sends the form. What the server refuses is shown beside its fields. */
  send: (form: HTMLFormElement) => Promise<Result<unknown>>;
  onDone: () => void;
  /** Pages behind a session: what to do when it is over. */
  onSignedOut?: ((problem: Problem) => void) | undefined;
  /** Refusals that are about one field of this form although the server names none. */
  fields?: Record<string, string>;
}

/** Area code and number are one field to whoever fills them in. */
const partOf = (name: string): string => name.split('.')[0] ?? name;

/** The state of a form between typing and its answer: what is wrong, and whether it is being sent. */
export function useSubmit({ send, onDone, onSignedOut, fields = {} }: Submission) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [errors, setErrors] = useState<Errors>({});
  const [mended, setMended] = useState<string[]>([]);

  const fail = (why: Problem) => {
    setErrors(errorsOf(why, fields));
    setMended([]);
    setProblem(why);
  };
  /** Whether nothing required is empty; the only rule that is not the server's. */
  const check = (form: HTMLFormElement): boolean => {
    const missing = emptyFields(form);
    const complete = Object.keys(missing).length === 0;
    if (!complete) fail(missingFields(missing));
    return complete;
  };
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    const token = session()?.token;
    const result = await send(form);
    setBusy(false);
    if (result.ok) {
      onDone();
    } else if (onSignedOut && result.problem.code === 'not-signed-in') {
      endSession(token);
      onSignedOut(result.problem);
    } else {
      // In the reader's own words at once, where the service's are in several languages.
      if (result.problem.number) await loadWords(language());
      fail(result.problem);
    }
  };
  const setFieldErrors = (found: Errors) => {
    setErrors((before) => ({ ...before, ...found }));
    setMended((before) => before.filter((part) => !Object.keys(found).some((name) => partOf(name) === part)));
  };
  /** What was wrong with a value says nothing about another one: only the service can. */
  const forget = (name: string) => {
    const part = partOf(name);
    if (!mended.includes(part) && Object.keys(errors).some((field) => partOf(field) === part))
      setMended((before) => [...before, part]);
  };
  const isMended = (name: string) => mended.includes(partOf(name));
  return { busy, problem, errors, isMended, check, submit, setFieldErrors, forget };
}
