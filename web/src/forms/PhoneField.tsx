import { useState } from 'preact/hooks';
import type { Phone } from '../api/types';
import { translate } from '../i18n/i18n';
import { lastPhone } from '../session/session';
import { PHONES_FIRST, sorted } from './countries';
import { FieldError } from './FieldError';
import { textOf, useField } from './FormContext';
import { splitPrefix } from './phonePrefix';

/**
 * Area code and number. 86 needs no change for a phone of the Chinese mainland; Hong Kong is 852 (guide, question 2).
 * `known`: whether it begins with the phone that signed in here last.
 */
export function PhoneField({
  name = 'phone',
  label = translate('field.phone'),
  known: fill = true,
}: {
  name?: string;
  label?: string;
  known?: boolean;
}) {
  const known = fill ? lastPhone() : undefined;
  const areas = sorted(PHONES_FIRST).filter(({ calling }) => calling);
  const code = useField(`${name}.areaCode`, true);
  const [area, setArea] = useState(
    () => areas.find(({ calling }) => calling === (code.typed ?? known?.areaCode)) ?? areas[0],
  );
  const number = useField(`${name}.number`, true);
  const errors = [...code.errors, ...number.errors];
  return (
    <div class={errors.length ? 'field wrong' : 'field'}>
      <div class="pair">
        <div class="area">
          <label for={code.id}>{translate('field.areaCode')}</label>
          {/* Closed it shows the number alone, for which there is room; the list has the names, and can be typed into. */}
          <div class="area-code">
            <span aria-hidden="true">
              <bdi dir="ltr">+{area?.calling}</bdi>
            </span>
            <select
              {...code.input}
              autocomplete="tel-country-code"
              aria-describedby={number.hintId}
              onChange={(event) => setArea(areas[event.currentTarget.selectedIndex])}
            >
              {areas.map((place) => (
                <option key={place.code} value={place.calling} selected={place.code === area?.code}>
                  {place.name} +{place.calling}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div class="grow">
          <label for={number.id}>{label}</label>
          <input
            {...number.input}
            type="tel"
            required
            autocomplete="tel-national"
            defaultValue={number.typed ?? known?.number ?? ''}
            dir="ltr"
            onChange={({ currentTarget: input }) => {
              const split = splitPrefix(input.value);
              const found = areas.find(({ calling }) => calling === split?.areaCode);
              if (!split || !found) return;
              setArea(found);
              input.value = split.number;
              input.dispatchEvent(new Event('input', { bubbles: true }));
            }}
            aria-describedby={errors.length ? `${number.hintId} ${number.errorId}` : number.hintId}
          />
        </div>
      </div>
      <div class="hint" id={number.hintId}>
        {translate('field.phone.hint')}
      </div>
      <FieldError id={number.errorId} name={name} errors={errors} />
    </div>
  );
}

export const phoneOf = (form: HTMLFormElement, name = 'phone'): Required<Phone> => ({
  areaCode: textOf(form, `${name}.areaCode`),
  number: textOf(form, `${name}.number`),
});

/** Enough for its owner to know it by. It runs left to right inside any sentence, and stays on one line. */
export const maskedPhone = ({ areaCode = '86', number }: Phone): string =>
  `\u2066+${areaCode}\u00a0${number.replace(/^(.{2}).*(.{2})$/, '$1****$2')}\u2069`;
