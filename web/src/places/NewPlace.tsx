import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { SelectField, TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/form';
import { session } from '../session/session';
import { s } from '../staff/texts';
import { KINDS, type Kind } from './kinds';

export function NewPlace({ onAdded, onFail }: { onAdded: (place: Place) => void; onFail: (why: Problem) => void }) {
  const added = useRef<Place>(undefined);
  const send = async (form: HTMLFormElement) => {
    const body = {
      name: textOf(form, 'name'),
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
      <h2>{s('places.add')}</h2>
      <Form
        submit={s('places.register')}
        send={send}
        onSignedOut={onFail}
        onDone={() => {
          if (added.current) onAdded(added.current);
        }}
      >
        <TextField name="name" label={s('place.name')} autocomplete="organization" />
        <SelectField name="type" label={s('place.kind')} options={KINDS.map((kind) => [kind, s(`kind.${kind}`)])} />
        <TextField name="area" label={s('place.area')} hint={s('place.area.hint')} autocomplete="address-level2" />
        <TextField name="address" label={s('place.address')} autocomplete="street-address" />
      </Form>
    </section>
  );
}
