import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { SelectField, TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { session } from '../session/session';
import { translateStaff } from '../staff/texts';
import { KINDS, type Kind } from './kinds';

export function NewPlace({ onAdded, onFail }: { onAdded: (place: Place) => void; onFail: (why: Problem) => void }) {
  const added = useRef<Place>(undefined);
  const send = async (form: HTMLFormElement) => {
    const nameEn = textOf(form, 'nameEn');
    const body = {
      name: textOf(form, 'name'),
      ...(nameEn ? { nameEn } : {}),
      area: textOf(form, 'area'),
      address: textOf(form, 'address'),
      type: textOf(form, 'type') as Kind,
    };
    const result = await call('post', '/api/places', { token: session()?.token, body });
    if (result.ok) added.current = result.value;
    return result;
  };
  return (
    <section class="panel">
      <h2>{translateStaff('places.add')}</h2>
      <Form
        submit={translateStaff('places.register')}
        send={send}
        onSignedOut={onFail}
        onDone={() => {
          if (added.current) onAdded(added.current);
        }}
      >
        <TextField name="name" label={translateStaff('place.name')} autocomplete="organization" />
        <TextField
          name="nameEn"
          label={translateStaff('place.nameEn')}
          hint={translateStaff('place.nameEn.hint')}
          autocomplete="off"
          required={false}
          dir="ltr"
        />
        <SelectField
          name="type"
          label={translateStaff('place.kind')}
          options={KINDS.map((kind) => [kind, translateStaff(`kind.${kind}`)])}
        />
        <TextField
          name="area"
          label={translateStaff('place.area')}
          hint={translateStaff('place.area.hint')}
          autocomplete="address-level2"
        />
        <TextField name="address" label={translateStaff('place.address')} autocomplete="street-address" />
      </Form>
    </section>
  );
}
