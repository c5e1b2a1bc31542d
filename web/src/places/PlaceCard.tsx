import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { Form } from '../forms/Form';
import { phoneOf, PhoneField } from '../forms/PhoneField';
import { session } from '../session/session';
import { s } from '../staff/texts';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { isKind, mayInspect } from './kinds';

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
        <bdi>{place.name}</bdi>
      </h2>
      <p class="quiet">
        <span dir="auto">{place.area}</span> · <span dir="auto">{place.address}</span> ·{' '}
        {isKind(place.type) ? s(`kind.${place.type}`) : place.type}
      </p>
      <p class="quiet">
        {s('place.id')}: <bdi>{place.placeId}</bdi>
      </p>
      {manager && <Inspectors place={place} onChange={onChange} onFail={onFail} />}
      <p class="actions">
        {manager && (
          <button type="button" class="plain" onClick={onPoster}>
            {s('poster.open')}
          </button>
        )}
        {mayInspect(place) && (
          <a class="button plain" href={`/inspector?place=${encodeURIComponent(place.placeId)}`}>
            {s('inspector.title')}
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
      body: { phone: phoneOf(form) },
    });
  return (
    <>
      <h3>{s('inspectors.title')}</h3>
      {inspectors.length === 0 ? (
        <p class="quiet">{s('inspectors.none')}</p>
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
          submit={s('inspectors.invite')}
          send={invite}
          onSignedOut={onFail}
          onDone={() => {
            setInviting(false);
            onChange(s('inspectors.invited'));
          }}
        >
          <PhoneField known={false} />
        </Form>
      ) : (
        <button type="button" class="text" onClick={() => setInviting(true)}>
          {s('inspectors.add')}
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
  const remove = async () => {
    const path = { placeId: place.placeId, inspectorId: inspector.inspectorId };
    const result = await call('delete', '/api/places/{placeId}/inspectors/{inspectorId}', {
      token: session()?.token,
      path,
    });
    if (result.ok || result.problem.status === 404) onChange(s('inspectors.removed', { phone: inspector.phone }));
    else onFail(result.problem);
  };
  return (
    <li class="inspector">
      <bdi>{inspector.phone}</bdi>
      <button
        type="button"
        class="text danger"
        aria-label={`${s('inspectors.remove')}: ${inspector.phone}`}
        onClick={() => confirm.current?.open()}
      >
        {s('inspectors.remove')}
      </button>
      <Confirm
        handle={confirm}
        title={s('inspectors.remove.title', { phone: inspector.phone })}
        text={s('inspectors.remove.text')}
        yes={s('inspectors.remove')}
        onYes={() => {
          void remove();
        }}
      />
    </li>
  );
}
