import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useState } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { FieldFrame } from './Field';
import { useField } from './FormContext';

interface Props {
  name?: string;
  label?: string;
  hint?: ComponentChildren;
  required?: boolean;
  /** Whether a new one is chosen; the rules are told to programs that make one up. */
  fresh?: boolean;
}

/** What the service demands of a password, in the words of password managers (Domain/Accounts). */
const RULES = 'minlength: 8; maxlength: 16; required: digit; required: lower, upper; required: [-!#$%&*+.:;=?@_~];';

/** A password, which can be looked at. */
export function PasswordField({
  name = 'password',
  label = translate('field.password'),
  hint,
  required = true,
  fresh,
}: Props) {
  const { input } = useField(name, hint);
  const [shown, setShown] = useState(false);
  // The types tell inputs by one type; this one changes it.
  const control = {
    ...input,
    ...(fresh ? { passwordrules: RULES } : {}),
    type: shown ? 'text' : 'password',
    required,
    autocomplete: fresh ? 'new-password' : 'current-password',
  } as InputHTMLAttributes<HTMLInputElement>;
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <div class="pair">
        <input {...control} class="grow" autoCapitalize="off" spellcheck={false} dir="ltr" />
        <button
          type="button"
          class="plain eye"
          aria-pressed={shown}
          aria-label={translate('password.show')}
          onClick={() => setShown(!shown)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z" />
            <circle cx="12" cy="12" r="3" />
            {!shown && <path d="M4 20 20 4" />}
          </svg>
        </button>
      </div>
    </FieldFrame>
  );
}
