import { useId } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { codeOf, sorted } from './countries';
import { TextField } from './Field';
import { textOf } from './FormContext';

/** Country or region: typed into, with a list of names to choose from. */
export function CountryField() {
  const list = useId();
  return (
    <>
      <TextField
        name="countryOrRegion"
        label={translate('field.country')}
        hint={translate('field.country.hint')}
        list={list}
        autocomplete="country-name"
      />
      <datalist id={list}>
        {sorted().map(({ code, name }) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </>
  );
}

export const countryOf = (form: HTMLFormElement): string => codeOf(textOf(form, 'countryOrRegion'));
