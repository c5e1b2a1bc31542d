import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { pair } from '../i18n/i18n';
import { session } from '../session/session';
import { translateStaff } from '../staff/texts';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { InviteLink } from './InviteLink';
import { isKind, mayInspect } from './kinds';
import { placeName } from './placeNames';

interface Props {
  place: Place;
  onChange: (said: string) => void;
  onFail: (why: Problem) => void;
  onPoster: () => void;
}

/** One place: its inspectors for a manager, the way to work for an inspector. */
export function PlaceCard({ place, onChange, onFail, onPoster }: Props) {
  const manager = place.role === 'manager';
  return (
    <section class="panel place" data-place={place.placeId}>
      <h2>
        <bdi>{placeName(place)}</bdi>
      </h2>
      {place.nameEn && (
        <p class="quiet">
          <bdi>{placeName(place) === place.name ? place.nameEn : place.name}</bdi>
        </p>
      )}
      <p class="quiet">
        <span dir="auto">{place.area}</span> · <span dir="auto">{place.address}</span> ·{' '}
        {isKind(place.type) ? translateStaff(`kind.${place.type}`) : place.type}
      </p>
      <p class="quiet">{pair(translateStaff('place.id'), place.placeId)}</p>
      {manager && <Inspectors place={place} onChange={onChange} onFail={onFail} />}
      {manager && <InviteLink placeId={place.placeId} />}
      <p class="actions">
        {manager && (
          <button type="button" class="plain" onClick={onPoster}>
            {translateStaff('poster.open')}
          </button>
        )}
        {mayInspect(place) && (
          <a class="button plain" href={`/inspector?place=${encodeURIComponent(place.placeId)}`}>
            {translateStaff('inspector.title')}
          </a>
        )}
      </p>
    </section>
  );
}

function Inspectors({ place, onChange, onFail }: Omit<Props, 'onPoster'>) {
  const [inviting, setInviting] = useState(false);
  const inspectors = place.inspectors ?? [];
  const invite = (form: HTMLFormElement) =>
    call('post', '/api/places/{placeId}/inspectors', {
      token: session()?.token,
      path: { placeId: place.placeId },
      body: { phone: phoneOf(form), ...(textOf(form, 'name') ? { name: textOf(form, 'name') } : {}) },
    });
  return (
    <>
      <h3>{translateStaff('inspectors.title')}</h3>
      {inspectors.length === 0 ? (
        <p class="quiet">{translateStaff('inspectors.none')}</p>
      ) : (
        <ul class="rows">
          {inspectors.map((inspector) => (
            <Inspector
              key={inspector.inspectorId}
              place={place}
              inspector={inspector}
              onChange={onChange}
              onFail={onFail}
            />
          ))}
        </ul>
      )}
      {inviting ? (
        <Form
          submit={translateStaff('inspectors.invite')}
          send={invite}
          onSignedOut={onFail}
          onDone={() => {
            setInviting(false);
            onChange(translateStaff('inspectors.invited'));
          }}
        >
          <PhoneField known={false} />
          <TextField
            name="name"
            label={translateStaff('inspectors.name')}
            hint={translateStaff('inspectors.name.hint')}
            autocomplete="off"
            required={false}
            maxLength={40}
          />
        </Form>
      ) : (
        <button type="button" class="text" onClick={() => setInviting(true)}>
          {translateStaff('inspectors.add')}
        </button>
      )}
    </>
  );
}

function Inspector({
  place,
  inspector,
  onChange,
  onFail,
}: Omit<Props, 'onPoster'> & { inspector: NonNullable<Place['inspectors']>[number] }) {
  const confirm = useRef<ConfirmHandle>(null);
  const who = inspector.name ?? inspector.phone;
  const remove = async () => {
    const path = { placeId: place.placeId, inspectorId: inspector.inspectorId };
    const result = await call('delete', '/api/places/{placeId}/inspectors/{inspectorId}', {
      token: session()?.token,
      path,
    });
    if (result.ok || result.problem.status === 404) onChange(translateStaff('inspectors.removed', { phone: who }));
    else onFail(result.problem);
  };
  return (
    <li class="inspector">
      <span>
        {inspector.name && (
          <>
            <strong>
              <bdi>{inspector.name}</bdi>
            </strong>{' '}
            ·{' '}
          </>
        )}
        <bdi dir="ltr">{inspector.phone}</bdi>
      </span>
      <button
        type="button"
        class="text danger"
        aria-label={pair(translateStaff('inspectors.remove'), who)}
        onClick={() => confirm.current?.open()}
      >
        {translateStaff('inspectors.remove')}
      </button>
      <Confirm
        handle={confirm}
        title={translateStaff('inspectors.remove.title', { phone: who })}
        text={translateStaff('inspectors.remove.text')}
        yes={translateStaff('inspectors.remove')}
        onYes={() => {
          void remove();
        }}
      />
    </li>
  );
}
