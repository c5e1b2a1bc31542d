import { useRef, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { Retold } from '../api/words';
import { now } from '../code/clock';
import { TextField } from '../forms/Field';
import { FieldError } from '../forms/FieldError';
import { focusField, textOf, useField } from '../forms/FormContext';
import { useWait } from '../forms/SmsCodeField';
import { translate } from '../i18n/i18n';
import { ProblemText, SOON, TryAgain } from '../ui/ProblemText';
import { translateSignIn } from './texts';

/** An address, such as phones and browsers offer to fill in. */
export function EmailField({ label = translate('email.title'), value }: { label?: string; value?: string }) {
  return (
    <TextField
      name="email"
      type="email"
      label={label}
      autocomplete="email"
      spellcheck={false}
      maxLength={254}
      dir="ltr"
      {...(value === undefined ? {} : { defaultValue: value })}
    />
  );
}

/** When each address may be sent a code again, by the server's clock. */
const again = new Map<string, number>();

/** The code of an e-mail, with the button that sends one and the time until it may be sent again. `to`: the address, if no field of the form asks for it. */
export function EmailCodeField({
  name = 'emailCode',
  label = translateSignIn('email.code'),
  to,
}: {
  name?: string;
  label?: string;
  to?: string;
}) {
  const { input, errors, id, hintId, errorId, setFieldErrors } = useField(name, true);
  const [sent, setSent] = useState<Answer<'/api/email-codes', 'post'>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const box = useRef<HTMLInputElement>(null);
  const address = () => to ?? (box.current?.form ? textOf(box.current.form, 'email') : '');
  const wait = useWait(box, () => again.get(address().toLowerCase()) ?? 0);

  const send = async () => {
    const email = address();
    if (!email) {
      focusField(box.current?.form, 'email');
      return;
    }
    setBusy(true);
    const result = await call('post', '/api/email-codes', { body: { email } });
    setBusy(false);
    setSent(result.ok ? result.value : undefined);
    const seconds = result.ok ? result.value.resendAfterSeconds : (result.problem.retryAfter ?? 0) / 1000;
    again.set(email.toLowerCase(), now() + seconds * 1000);
    // What is wrong with the address is told at the address.
    const wrong = to ? undefined : result.ok ? [] : result.problem.errors?.email;
    if (wrong) setFieldErrors({ email: wrong });
    setProblem(result.ok || wrong ? undefined : result.problem);
    if (result.ok) box.current?.focus();
    else if (wrong) focusField(box.current?.form, 'email');
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
          maxLength={16}
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
        {sent?.advice ? <Retold said={[sent.advice]} /> : translateSignIn(sent ? 'email.code.sent' : 'email.code.hint')}
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
