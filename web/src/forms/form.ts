import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Errors = Record<string, string[]>;

/** What fields and the form around them tell each other. */
interface Around {
  /** What is wrong, by field. */
  errors: Errors;
  /** What was typed before the form had to be left. */
  typed: Record<string, string>;
  /** Replaces what is wrong with the fields of these names; none, if nothing is. */
  mark: (errors: Errors) => void;
}

export const FormAround = createContext<Around>({ errors: {}, typed: {}, mark: () => undefined });

export const idOf = (field: string): string => `field-${field.replace(/\W/g, '-')}`;

/** What a field needs to be announced together with its hint and its errors. */
export function useField(name: string, hint?: unknown) {
  const around = useContext(FormAround);
  const errors = around.errors[name] ?? [];
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : '', errors.length ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    errors,
    typed: around.typed[name],
    mark: around.mark,
    input: { id, name, 'aria-invalid': errors.length > 0 || undefined, 'aria-describedby': described || undefined },
  };
}

/** Text of a field, trimmed; empty if there is none. */
export const textOf = (form: HTMLFormElement, name: string): string =>
  String(new FormData(form).get(name) ?? '').trim();
