import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Errors = Record<string, string[]>;

/** What is wrong, by field, for the fields of the form around. */
export const FormErrors = createContext<Errors>({});

export const idOf = (field: string): string => `field-${field.replace(/\W/g, '-')}`;

/** What a field needs to be announced together with its hint and its errors. */
export function useField(name: string, hint?: unknown) {
  const errors = useContext(FormErrors)[name] ?? [];
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : '', errors.length ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    errors,
    input: { id, name, 'aria-invalid': errors.length > 0 || undefined, 'aria-describedby': described || undefined },
  };
}

/** Text of a field, trimmed; empty if there is none. */
export const textOf = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? '').trim();
