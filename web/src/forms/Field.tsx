import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { translate } from '../i18n/i18n';
import { FieldError } from './FieldError';
import { useField } from './FormContext';

interface Frame {
  name: string;
  label: string;
  hint?: ComponentChildren;
  children: ComponentChildren;
}

/** Label, hint, control and errors, in the order in which they are read. */
export function FieldFrame({ name, label, hint, children }: Frame) {
  const { id, hintId, errorId, errors } = useField(name, hint);
  return (
    <div class={errors.length ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <div class="hint" id={hintId}>
          {hint}
        </div>
      )}
      {children}
      <FieldError id={errorId} name={name} errors={errors} />
    </div>
  );
}

interface InputProps {
  name: string;
  label: string;
  hint?: ComponentChildren;
  type?: 'text' | 'password' | 'email' | 'datetime-local';
  required?: boolean;
  defaultValue?: string;
  list?: string;
  autocomplete?: string;
  autoCapitalize?: 'characters';
  spellcheck?: boolean;
  inputMode?: 'numeric';
  maxLength?: number;
  class?: string;
  /** Numbers and passwords run left to right in every language. */
  dir?: 'ltr';
}

export function TextField({ name, label, hint, type = 'text', required = true, ...rest }: InputProps) {
  const { input, typed } = useField(name, hint);
  // The types tell inputs with a list from those without; here that is the caller's choice.
  const control = {
    ...rest,
    ...(typed === undefined ? {} : { defaultValue: typed }),
    ...input,
    type,
    required,
  } as InputHTMLAttributes<HTMLInputElement>;
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <input {...control} />
    </FieldFrame>
  );
}

type SelectProps = {
  name: string;
  label: string;
  hint?: ComponentChildren;
  required?: boolean;
  value?: string;
  onChange?: (value: string) => void;
  options: [string, string][];
  /** Whether nothing is chosen beforehand. */
  open?: boolean;
};

export function SelectField({ name, label, hint, required = true, value, onChange, options, open }: SelectProps) {
  const { input, typed } = useField(name, hint);
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <select {...input} required={required} value={value} onChange={(event) => onChange?.(event.currentTarget.value)}>
        {open && <option value="">{translate('form.choose')}</option>}
        {options.map(([key, text]) => (
          <option key={key} value={key} selected={value === undefined && key === typed}>
            {text}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
