import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type Answer, type Problem } from '../api/call';
import type { Phone } from '../api/types';
import { t } from '../i18n/i18n';
import { ProblemText } from '../ui/ProblemText';
import { useField } from './form';
import { phoneOf } from './PhoneField';

/** Six from a text message, eight from a health officer, who helps where no text arrives. */
const MOST_DIGITS = 8;

interface Props {
  name?: string;
  label?: string;
  /** Where the text goes; as a rule to the phone that the form asks for. */
  to?: (form: HTMLFormElement) => Phone;
}

/** The code of a text message, with the button that sends one and the time until it may be sent again. */
export function SmsCodeField({ name = 'smsCode', label = t('field.smsCode'), to = phoneOf }: Props) {
  const { input, errors, id } = useField(name, true);
  const [wait, setWait] = useState(0);
  const [sent, setSent] = useState<Answer<'/api/sms-codes', 'post'>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const send = async () => {
    const form = box.current?.form;
    if (!form) return;
    const phone = to(form);
    if (!phone.number) { form.querySelector<HTMLInputElement>('[type=tel]')?.focus(); return; }
    setBusy(true);
    const result = await call('post', '/api/sms-codes', { body: { phone } });
    setBusy(false);
    setProblem(result.ok ? undefined : result.problem);
    setSent(result.ok ? result.value : undefined);
    setWait(result.ok ? result.value.resendAfterSeconds : Math.ceil((result.problem.retryAfter ?? 0) / 1000));
    if (result.ok) box.current?.focus();
  };

  return (
    <div class={errors.length || problem ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      <div class="pair">
        <input {...input} ref={box} class="grow digits" type="text" inputMode="numeric" autocomplete="one-time-code" maxLength={MOST_DIGITS} required dir="ltr" />
        <button type="button" class="plain" disabled={busy || wait > 0} onClick={() => { void send(); }}>
          {wait > 0 ? t('sms.wait', { count: wait }) : sent ? t('sms.again') : t('sms.send')}
        </button>
      </div>
      <div class="hint" id={`${id}-hint`} role="status">{sent ? sent.advice ?? t('sms.sent') : t('sms.hint')}</div>
      {problem && <div class="field-error" role="alert"><ProblemText problem={problem} /></div>}
      {errors.length > 0 && <p class="field-error" id={`${id}-error`}><span aria-hidden="true">▲ </span>{errors.join(' ')}</p>}
    </div>
  );
}
