import { call, type Body, type Problem, type Result } from '../api/call';
import { SelectField, TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/form';
import { session } from '../session/session';
import type { Identity } from './FindHolder';
import { o } from './texts';

type Proposal = Extract<Body<'/api/measures', 'post'>, { kind: string }>;

const KINDS = [
  'confirmed', 'asymptomatic', 'suspected', 'close-contact', 'contact-of-close-contact', 'centralized-quarantine', 'home-quarantine', 'home-monitoring',
  'controlled-area-untested', 'other-province-red', 'other-province-yellow', 'exposure',
] as const satisfies readonly Proposal['kind'][];
const REASONS = [
  'case-isolation', 'suspected-case-isolation', 'contact-observation', 'area-control', 'entry-quarantine', 'epidemiological-investigation', 'other-province-notice',
] as const satisfies readonly Proposal['legalReason'][];

/** Puts a measure forward. That a second officer has to approve is what the service answers, so it is no refusal here. */
export function ProposeMeasure({ identity, onDone, onFail }: { identity: Identity; onDone: (said: string) => void; onFail: (why: Problem) => void }) {
  const send = async (form: HTMLFormElement): Promise<Result<unknown>> => {
    const [from, until, note] = [instantOf(form, 'from'), instantOf(form, 'until'), textOf(form, 'note')];
    const body: Proposal = {
      ...identity,
      kind: textOf(form, 'kind') as Proposal['kind'],
      legalReason: textOf(form, 'legalReason') as Proposal['legalReason'],
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
      ...(note ? { note } : {}),
    };
    const result = await call('post', '/api/measures', { token: session()?.token, body });
    return !result.ok && result.problem.code === 'needs-approval' ? { ok: true, value: undefined } : result;
  };
  return (
    <section class="panel">
      <h2>{o('propose')}</h2>
      <Form submit={o('propose.submit')} send={send} onDone={() => onDone(o('proposed'))} onSignedOut={onFail}>
        <SelectField name="kind" label={o('kind')} options={KINDS.map((kind) => [kind, o(`kind.${kind}`)])} />
        <SelectField name="legalReason" label={o('legalReason')} hint={o('legalReason.hint')} options={REASONS.map((reason) => [reason, o(`legal.${reason}`)])} />
        <TextField name="from" type="datetime-local" label={o('measure.from')} hint={o('measure.from.hint')} required={false} />
        <TextField name="until" type="datetime-local" label={o('measure.until')} hint={o('measure.until.hint')} required={false} />
        <TextField name="note" label={o('note')} hint={o('note.hint')} required={false} maxLength={500} />
      </Form>
    </section>
  );
}

/** What was typed is the time in Guangdong, wherever the officer's computer believes to be. */
const instantOf = (form: HTMLFormElement, name: string): string => {
  const typed = textOf(form, name);
  return typed && `${typed}:00+08:00`;
};
