import { translate } from '../i18n/i18n';
import { codeOf, sorted } from './countries';
import { TextField } from './Field';
import { textOf } from './form';

/** Country or region: typed into, with a list of names to choose from. */
export function CountryField() {
  return (
    <>
      <TextField
        name="countryOrRegion"
        label={translate('field.country')}
        hint={translate('field.country.hint')}
        list="countries"
        autocomplete="country-name"
      />
      <datalist id="countries">
        {sorted().map(({ code, name }) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </>
  );
}

export const countryOf = (form: HTMLFormElement): string => codeOf(textOf(form, 'countryOrRegion'));
