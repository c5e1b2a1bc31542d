import { useEffect, useRef, useState } from 'preact/hooks';
import { type Body, call, type Problem } from '../api/call';
import { SelectField, TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { session } from '../session/session';
import { asProposed, instantOf, KINDS, type Kind, LegalReasonField, legalReasonOf, NoteField } from './MeasureFields';
import { translateOfficer } from './texts';
import type { Identity } from './types';

type Proposal = Extract<Body<'/api/measures', 'post'>, { kind: string }>;

/** Puts a measure forward. */
export function ProposeMeasure({
  identity,
  onDone,
  onFail,
}: {
  identity: Identity;
  onDone: (said: string) => void;
  onFail: (why: Problem) => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [kind, setKind] = useState<Kind>();
  useEffect(() => heading.current?.focus(), []);
  const send = async (form: HTMLFormElement) => {
    const [from, until, note] = [instantOf(form, 'from'), instantOf(form, 'until'), textOf(form, 'note')];
    const body: Proposal = {
      ...identity,
      kind: textOf(form, 'kind') as Proposal['kind'],
      legalReason: legalReasonOf(form),
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
      ...(note ? { note } : {}),
    };
    return asProposed(await call('post', '/api/measures', { token: session()?.token, body }));
  };
  return (
    <section class="panel">
      <h2 ref={heading} tabIndex={-1}>
        {translateOfficer('propose')}
      </h2>
      <Form
        submit={translateOfficer('propose.submit')}
        send={send}
        onDone={() => onDone(translateOfficer('proposed'))}
        onSignedOut={onFail}
      >
        <SelectField
          name="kind"
          label={translateOfficer('kind')}
          value={kind ?? ''}
          onChange={(chosen) => setKind(chosen as Kind)}
          options={KINDS.map((each) => [each, translateOfficer(`kind.${each}`)])}
          open
        />
        <LegalReasonField kind={kind} />
        <TextField
          name="from"
          type="datetime-local"
          label={translateOfficer('measure.from')}
          hint={translateOfficer('measure.from.hint')}
          required={false}
        />
        <TextField
          name="until"
          type="datetime-local"
          label={translateOfficer('measure.until')}
          hint={translateOfficer('measure.until.hint')}
          required={false}
        />
        <NoteField />
      </Form>
    </section>
  );
}
