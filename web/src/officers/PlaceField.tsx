import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { announce } from '../app/Announcer';
import { FieldFrame } from '../forms/Field';
import { useField } from '../forms/FormContext';
import { session } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import { translateOfficer } from './texts';

export type FoundPlace = Answer<'/api/places/search', 'get'>['places'][number];

/** Longer than between two keys of somebody who types. */
const PAUSE = 250;

/** A place, found by its name while somebody types. Only one that was chosen counts, since several places may have one name. */
export function PlaceField({
  onChoose,
  onFail,
}: {
  onChoose: (place: FoundPlace | undefined) => void;
  onFail: (why: Problem) => void;
}) {
  const { id, input } = useField('placeId', true);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<FoundPlace>();
  const [found, setFound] = useState<FoundPlace[]>();
  const [active, setActive] = useState(-1);
  const box = useRef<HTMLInputElement>(null);
  const fail = useEffectEvent(onFail);
  const wanted = text.trim();
  const asking = !chosen && wanted.length > 0;

  useEffect(() => {
    setActive(-1);
    if (!asking) {
      setFound(undefined);
      return;
    }
    let left = false;
    const timer = setTimeout(async () => {
      const result = await call('get', '/api/places/search', { token: session()?.token, query: { text: wanted } });
      // Somebody typed on meanwhile, and another question is under way.
      if (left) return;
      if (!result.ok) {
        fail(result.problem);
        return;
      }
      setFound(result.value.places);
      announce(
        translateOfficer(result.value.places.length ? 'place.found' : 'place.none', {
          count: result.value.places.length,
        }),
      );
    }, PAUSE);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [asking, wanted, fail]);

  const choose = (place: FoundPlace) => {
    setChosen(place);
    onChoose(place);
    setText(place.name);
    setFound(undefined);
    box.current?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (!found?.length) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((before) =>
        before < 0 && step < 0 ? found.length - 1 : (before + step + found.length) % found.length,
      );
    } else if (event.key === 'Enter') {
      // With a list open, Enter takes from the list; the form is sent by the next one.
      const place = found[active] ?? (found.length === 1 ? found[0] : undefined);
      event.preventDefault();
      if (place) choose(place);
    } else if (event.key === 'Escape') setFound(undefined);
  };
  const listId = `${id}-list`;
  return (
    <FieldFrame name="placeId" label={translateOfficer('place.name')} hint={translateOfficer('place.name.hint')}>
      <input
        {...input}
        ref={box}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={Boolean(found?.length)}
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        maxLength={80}
        required
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setChosen(undefined);
          onChoose(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="found" id={listId} role="listbox" aria-label={translateOfficer('place.name')} hidden={!found?.length}>
        {found?.map((place, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input, which keeps the focus.
          <div
            key={place.placeId}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            data-place={place.placeId}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(place)}
          >
            <strong>
              <bdi>{place.name}</bdi>
            </strong>
            <span class="quiet">
              <bdi>{place.area}</bdi> · <bdi>{place.address}</bdi>
            </span>
          </div>
        ))}
      </div>
      {found?.length === 0 && <p class="quiet">{translateOfficer('place.none')}</p>}
      {chosen && (
        <p class="quiet">
          <bdi>{chosen.area}</bdi> · <bdi>{chosen.address}</bdi>
        </p>
      )}
    </FieldFrame>
  );
}
