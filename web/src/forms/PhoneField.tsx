import type { Phone } from '../api/types';
import { t } from '../i18n/i18n';
import { lastPhone } from '../session/session';
import { sorted } from './countries';
import { textOf, useField } from './form';

/** Area code and number. 86 needs no change for a phone of the Chinese mainland; Hong Kong is 852 (guide, question 2). */
/** `known`: whether it begins with the phone that signed in here last. */
export function PhoneField({ known: fill = true }: { known?: boolean }) {
  const known = fill ? lastPhone() : undefined;
  const area = useField('phone.areaCode', true);
  const number = useField('phone.number', true);
  const errors = [...area.errors, ...number.errors];
  return (
    <div class={errors.length ? 'field wrong' : 'field'}>
      <div class="pair">
        <div class="area">
          <label for={area.id}>{t('field.areaCode')}</label>
          <div class="plus"><input {...area.input} type="tel" inputMode="numeric" list="area-codes" required autocomplete="tel-country-code" defaultValue={known?.areaCode ?? '86'} dir="ltr" aria-describedby="phone-hint" /></div>
        </div>
        <div class="grow">
          <label for={number.id}>{t('field.phone')}</label>
          <input {...number.input} type="tel" required autocomplete="tel-national" defaultValue={known?.number ?? ''} dir="ltr" aria-describedby={errors.length ? 'phone-hint phone-error' : 'phone-hint'} />
        </div>
      </div>
      <datalist id="area-codes">{sorted().map(({ code, calling, name }) => <option key={code} value={calling} label={`${name} +${calling}`} />)}</datalist>
      <div class="hint" id="phone-hint">{t('field.phone.hint')}</div>
      {errors.length > 0 && <p class="field-error" id="phone-error"><span aria-hidden="true">▲ </span>{errors.join(' ')}</p>}
    </div>
  );
}

export const phoneOf = (form: HTMLFormElement): Required<Phone> =>
  ({ areaCode: textOf(form, 'phone.areaCode').replace(/^\+|^00/, ''), number: textOf(form, 'phone.number') });
