import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Errors = Record<string, string[]>;

/** What fields and the form around them tell each other. */
interface FormState {
  /** Starts every id within the form, so that two forms on one page do not share any. */
  id: string;
  /** What is wrong, by field. */
  errors: Errors;
  /** What was typed before the form had to be left. */
  typed: Record<string, string>;
  /** Replaces the errors of the fields of these names; an empty list clears them. */
  setFieldErrors: (errors: Errors) => void;
}

export const FormContext = createContext<FormState>({
  id: 'form',
  errors: {},
  typed: {},
  setFieldErrors: () => undefined,
});

export const fieldId = (form: string, field: string): string => `${form}-${field.replace(/\W/g, '-')}`;

/** What a field needs to be announced together with its hint and its errors. */
export function useField(name: string, hint?: unknown) {
  const form = useContext(FormContext);
  const errors = form.errors[name] ?? [];
  const id = fieldId(form.id, name);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : '', errors.length ? errorId : ''].filter(Boolean).join(' ');
  return {
    id,
    hintId,
    errorId,
    errors,
    typed: form.typed[name],
    setFieldErrors: form.setFieldErrors,
    input: { id, name, 'aria-invalid': errors.length > 0 || undefined, 'aria-describedby': described || undefined },
  };
}

/** Text of a field, trimmed; empty if there is none. */
export const textOf = (form: HTMLFormElement, name: string): string =>
  String(new FormData(form).get(name) ?? '').trim();

export function focusField(form: HTMLFormElement | null | undefined, name: string): void {
  const control = form?.elements.namedItem(name);
  if (control instanceof HTMLElement) control.focus();
}
