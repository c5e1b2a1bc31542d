import { useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { missingFields } from '../forms/formErrors';
import { session } from '../session/session';
import { asProposed, instantOf, LegalReasonField, legalReasonOf, NoteField } from './MeasureFields';
import { type FoundPlace, PlaceField } from './PlaceField';
import { translateOfficer } from './texts';

/** A case was at a place: puts a measure of everyone forward who was scanned there in that time. */
export function ProposeExposure({
  onDone,
  onFail,
}: {
  onDone: (said: string) => void;
  onFail: (why: Problem) => void;
}) {
  const [place, setPlace] = useState<FoundPlace>();
  const send = async (form: HTMLFormElement) => {
    if (!place) return { ok: false, problem: missingFields({ placeId: [translateOfficer('place.choose')] }) } as const;
    const note = textOf(form, 'note');
    const body = {
      placeId: place.placeId,
      from: instantOf(form, 'from'),
      to: instantOf(form, 'to'),
      legalReason: legalReasonOf(form),
      ...(note ? { note } : {}),
    };
    return asProposed(await call('post', '/api/exposures', { token: session()?.token, body }));
  };
  return (
    <section class="panel">
      <h2>{translateOfficer('place')}</h2>
      <p class="lead">{translateOfficer('place.lead')}</p>
      <Form
        submit={translateOfficer('propose.submit')}
        send={send}
        onDone={() => onDone(translateOfficer('proposed.place'))}
        onSignedOut={onFail}
        fields={{ 'place-not-found': 'placeId' }}
      >
        <PlaceField onChoose={setPlace} onFail={onFail} />
        <TextField
          name="from"
          type="datetime-local"
          label={translateOfficer('place.from')}
          hint={translateOfficer('place.hint')}
        />
        <TextField
          name="to"
          type="datetime-local"
          label={translateOfficer('place.to')}
          hint={translateOfficer('place.hint')}
        />
        <LegalReasonField kind="exposure" />
        <NoteField />
      </Form>
    </section>
  );
}
