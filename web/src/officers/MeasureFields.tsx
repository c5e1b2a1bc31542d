import type { Body, Result } from '../api/call';
import { SelectField, TextField } from '../forms/Field';
import { textOf } from '../forms/FormContext';
import { translateOfficer } from './texts';

type Reason = Extract<Body<'/api/measures', 'post'>, { kind: string }>['legalReason'];

const REASONS = [
  'case-isolation',
  'suspected-case-isolation',
  'contact-observation',
  'area-control',
  'entry-quarantine',
  'epidemiological-investigation',
  'other-province-notice',
] as const satisfies readonly Reason[];

/** `first`: the one that nearly always carries what the form is about. Which others do is the service's to say. */
export function LegalReasonField({ first }: { first?: Reason }) {
  const reasons = [...REASONS].sort((a, b) => Number(b === first) - Number(a === first));
  return (
    <SelectField
      name="legalReason"
      label={translateOfficer('legalReason')}
      hint={translateOfficer('legalReason.hint')}
      options={reasons.map((reason) => [reason, translateOfficer(`legal.${reason}`)])}
    />
  );
}

export const NoteField = () => (
  <TextField
    name="note"
    label={translateOfficer('note')}
    hint={translateOfficer('note.hint')}
    required={false}
    maxLength={500}
  />
);

export const legalReasonOf = (form: HTMLFormElement): Reason => textOf(form, 'legalReason') as Reason;

/** What was typed is the time in Guangdong, wherever the officer's computer believes to be. */
export const instantOf = (form: HTMLFormElement, name: string): string => {
  const typed = textOf(form, name);
  return typed && `${typed}:00+08:00`;
};

/** That a second officer has to approve is what the service answers to every proposal, so it is no refusal here. */
export const asProposed = (result: Result<unknown>): Result<unknown> =>
  !result.ok && result.problem.code === 'needs-approval' ? { ok: true, value: undefined } : result;
