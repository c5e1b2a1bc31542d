import type { Problem } from '../api/call';
import { REQUIRED } from '../api/words';
import type { Errors } from './FormContext';

/** Refusals that name no field but are about one, in every form. */
const FIELD_OF: Record<string, string> = {
  'wrong-sms-code': 'smsCode',
  'wrong-email-code': 'emailCode',
  'invalid-phone': 'phone.number',
  'weak-password': 'password',
};

/** Required fields that were left empty, in the order of the form. */
export function emptyFields(form: HTMLFormElement): Errors {
  const controls = [...form.elements] as HTMLInputElement[];
  return Object.fromEntries(
    controls
      .filter((control) => control.name && control.validity.valueMissing)
      .map((control) => [control.name, [REQUIRED]]),
  );
}

/** A problem that the form found by itself. */
export const missingFields = (errors: Errors): Problem => ({
  kind: 'refused',
  status: 0,
  code: 'missing',
  title: '',
  detail: '',
  errors,
  unmet: [],
});

/** `fields`: refusals that are about one field of this form although the server names none. */
export function errorsOf(problem: Problem, fields: Record<string, string>): Errors {
  if (Object.keys(problem.errors).length > 0) return problem.errors;
  const field = fields[problem.code] ?? FIELD_OF[problem.code];
  return field ? { [field]: [problem.title] } : {};
}

/** What is wrong, by field, as the form asks for them; what it does not ask for comes last. */
export function inOrder(form: HTMLFormElement | null, errors: Errors): [string, string[]][] {
  const names = [...(form?.elements ?? [])].map((control) => (control as HTMLInputElement).name);
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.entries(errors)
    .filter(([, texts]) => texts.length > 0)
    .sort(([a], [b]) => place(a) - place(b));
}

/** The name by which the form asks for a field. */
export function labelOf(form: HTMLFormElement | null, name: string): string {
  const control = form?.elements.namedItem(name) as HTMLInputElement | null | undefined;
  return control?.labels?.[0]?.textContent ?? name;
}
