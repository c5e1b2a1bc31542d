import type { Body, Result } from '../api/call';
import { SelectField, TextField } from '../forms/Field';
import { textOf } from '../forms/FormContext';
import legalReasons from './legalReasons.json';
import { translateOfficer } from './texts';

type Reason = Extract<Body<'/api/measures', 'post'>, { kind: string }>['legalReason'];

export type Kind = Extract<Body<'/api/measures', 'post'>, { kind: string }>['kind'];

/** The same as the service's (LegalReasons), which a test compares. */
const REASONS = legalReasons as Record<Kind, Reason[]>;
export const KINDS = Object.keys(legalReasons) as Kind[];

/** Only the provisions that carry this kind of measure; nothing is chosen beforehand, since it is what somebody signs. */
export function LegalReasonField({ kind }: { kind: Kind | undefined }) {
  return (
    <SelectField
      key={kind}
      name="legalReason"
      label={translateOfficer('legalReason')}
      hint={translateOfficer('legalReason.hint')}
      options={(kind ? REASONS[kind] : []).map((reason) => [reason, translateOfficer(`legal.${reason}`)])}
      open
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
