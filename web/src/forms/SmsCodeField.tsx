import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import type { Phone } from '../api/types';
import { Retold } from '../api/words';
import { now } from '../code/clock';
import { translate } from '../i18n/i18n';
import { ProblemText, SOON, TryAgain } from '../ui/ProblemText';
import { FieldError } from './FieldError';
import { type Errors, focusField, useField } from './FormContext';
import { phoneOf } from './PhoneField';
import { codeFromText } from './webOtp';

/** Six digits from a text message, or eight from a health officer, who helps where no text arrives, with spaces between them. */
const MOST_CHARACTERS = 16;

interface Props {
  name?: string;
  label?: string;
  /** Where the text goes: a phone, or the field of this form that asks for one. */
  to?: Phone | string;
}

/** When each phone may be sent a text again, by the server's clock: a deadline, since timers stop with the screen; of the phone, since another one need not wait. */
const again = new Map<string, number>();
const keyOf = ({ areaCode, number }: Phone): string => `${areaCode} ${number.replace(/\D/g, '')}`;

/** The code of a text message, with the button that sends one and the time until it may be sent again. */
export function SmsCodeField({ name = 'smsCode', label = translate('field.smsCode'), to = 'phone' }: Props) {
  const { input, errors, id, hintId, errorId, setFieldErrors } = useField(name, true);
  const [sent, setSent] = useState<Answer<'/api/sms-codes', 'post'>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const box = useRef<HTMLInputElement>(null);
  const phone = () => (typeof to !== 'string' ? to : box.current?.form ? phoneOf(box.current.form, to) : undefined);
  const wait = useWait(box, () => {
    const asked = phone();
    return asked ? (again.get(keyOf(asked)) ?? 0) : 0;
  });

  const send = async () => {
    const asked = phone();
    if (!asked) return;
    if (!asked.number) {
      focusField(box.current?.form, `${String(to)}.number`);
      return;
    }
    setBusy(true);
    const result = await call('post', '/api/sms-codes', { body: { phone: asked } });
    setBusy(false);
    setSent(result.ok ? result.value : undefined);
    const seconds = result.ok ? result.value.resendAfterSeconds : (result.problem.retryAfter ?? 0) / 1000;
    again.set(keyOf(asked), now() + seconds * 1000);
    // What is wrong with the phone is told at the phone, if this form has it.
    const wrong = typeof to === 'string' ? errorsOfPhone(to, result.ok ? undefined : result.problem) : {};
    setFieldErrors(wrong);
    const field = Object.keys(wrong).find((key) => wrong[key]?.length);
    setProblem(result.ok || field ? undefined : result.problem);
    if (field) focusField(box.current?.form, field);
    else if (result.ok) {
      box.current?.focus();
      fillIn();
    }
  };
  const waiting = useRef<AbortController>(undefined);
  useEffect(() => () => waiting.current?.abort(), []);
  const fillIn = () => {
    waiting.current?.abort();
    waiting.current = new AbortController();
    void codeFromText(waiting.current.signal).then((code) => {
      if (code && box.current) box.current.value = code;
    });
  };

  return (
    <div class={errors.length || problem ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      <div class="pair">
        <input
          {...input}
          ref={box}
          class="grow digits"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={MOST_CHARACTERS}
          required
          dir="ltr"
        />
        <button type="button" class="plain" disabled={busy || wait > 0} onClick={() => void send()}>
          {wait > 0 && wait <= SOON
            ? translate('sms.wait', { count: Math.ceil(wait / 1000) })
            : sent
              ? translate('sms.again')
              : translate('sms.send')}
        </button>
      </div>
      <div class="hint" id={hintId} role="status">
        {sent?.advice ? <Retold said={[sent.advice]} /> : translate(sent ? 'sms.sent' : 'sms.hint')}
      </div>
      {problem && (
        <div class="field-error" role="alert">
          <ProblemText problem={problem} />
          {wait > SOON && <TryAgain at={now() + wait} />}
        </div>
      )}
      <FieldError id={errorId} name={name} errors={errors} />
    </div>
  );
}

/** Milliseconds until `deadline`, drawn anew each second while there are any, and when somebody types: it may be another number's. */
export function useWait(box: { current: HTMLInputElement | null }, deadline: () => number): number {
  const [, redraw] = useState({});
  const wait = Math.max(0, deadline() - now());
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => redraw({}), 1000);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    const form = box.current?.form;
    const typed = () => redraw({});
    form?.addEventListener('input', typed);
    typed();
    return () => form?.removeEventListener('input', typed);
  }, [box]);
  return wait;
}

/** By the fields of the form: the service calls the phone "phone", whatever the form calls it. Without a problem, that nothing is wrong. */
export function errorsOfPhone(field: string, problem: Problem | undefined): Errors {
  const fine = { [`${field}.areaCode`]: [], [`${field}.number`]: [] };
  const named = Object.entries(problem?.errors ?? {})
    .map(([key, texts]) => [key.replace(/^phone\b/, field), texts] as const)
    .filter(([key]) => key in fine);
  if (named.length > 0) return { ...fine, ...Object.fromEntries(named) };
  return problem?.code === 'invalid-phone' ? { ...fine, [`${field}.number`]: [problem.detail || problem.title] } : fine;
}
