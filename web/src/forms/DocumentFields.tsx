import { useState } from 'preact/hooks';
import type { IdType } from '../api/types';
import { now } from '../code/clock';
import { year } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { CountryField, countryOf } from './CountryField';
import { SelectField, TextField } from './Field';
import { textOf, useField } from './FormContext';
import { PermitPicture } from './PermitPicture';

/** A permit that only people of one region have, who need not say so. */
const TAIWAN = 'taiwan-permit';
export const ID_TYPES: IdType[] = ['passport', 'taiwan-permit', 'hong-kong-macao-permit'];

/** Which document it is. */
export function IdentityFields({ onType }: { onType?: (type: IdType) => void }) {
  const { typed } = useField('idType');
  const [type, setType] = useState((typed ?? '') as IdType | '');
  return (
    <>
      <SelectField
        name="idType"
        label={translate('field.idType')}
        value={type}
        onChange={(value) => {
          setType(value as IdType);
          onType?.(value as IdType);
        }}
        open
        options={ID_TYPES.map((id) => [id, translate(`idType.${id}`)])}
      />
      <NumberField />
      {type && type !== 'passport' && <IssuanceField type={type} />}
    </>
  );
}

/** Who somebody is, as in the document; the same questions for a traveler and for a companion, whose name the browser does not know. */
export function DocumentFields({ of: whose = 'traveler' }: { of?: 'traveler' | 'companion' }) {
  const { typed } = useField('idType');
  const [type, setType] = useState(typed);
  return (
    <>
      <IdentityFields onType={setType} />
      <TextField
        name="fullName"
        label={translate('field.name')}
        hint={translate('field.name.hint')}
        autocomplete={whose === 'traveler' ? 'name' : 'off'}
        spellcheck={false}
      />
      {type !== TAIWAN && <CountryField />}
      <YearField />
    </>
  );
}

/** The number of the document. */
export function NumberField() {
  return (
    <TextField
      name="idNumber"
      label={translate('field.idNumber')}
      hint={translate('field.idNumber.hint')}
      autocomplete="off"
      autoCapitalize="characters"
      spellcheck={false}
      dir="ltr"
    />
  );
}

/** Of the latest crossing with it. */
export function YearField() {
  return (
    <SelectField
      name="latestCrossingYear"
      label={translate('field.year')}
      hint={translate('field.year.hint')}
      options={yearsBack()}
      open
    />
  );
}

/** Permits have a number of issuance; a picture shows where. */
export function IssuanceField({ type, required = false }: { type: IdType; required?: boolean }) {
  return (
    <TextField
      name="issuanceNumber"
      label={translate('field.issuance')}
      required={required}
      inputMode="numeric"
      maxLength={2}
      autocomplete="off"
      class="short"
      dir="ltr"
      hint={
        <>
          <PermitPicture type={type} />
          {translate(type === 'taiwan-permit' ? 'field.issuance.taiwan' : 'field.issuance.hongKong')}
        </>
      }
    />
  );
}

/** The border counts the years of China. */
export function yearsBack(): [string, string][] {
  const latest = year(now());
  return Array.from({ length: 15 }, (_, back) => [String(latest - back), String(latest - back)]);
}

/** What the fields say, in the words of the contract. */
export function documentOf(form: HTMLFormElement) {
  return {
    ...identityOf(form),
    fullName: textOf(form, 'fullName'),
    countryOrRegion: textOf(form, 'idType') === TAIWAN ? 'TW' : countryOf(form),
    latestCrossingYear: Number(textOf(form, 'latestCrossingYear')),
    ...consentOf(form),
  };
}

function consentOf(form: HTMLFormElement): { consentCode?: string } {
  const consentCode = textOf(form, 'consentCode');
  return consentCode ? { consentCode } : {};
}

export function identityOf(form: HTMLFormElement) {
  const issuance = textOf(form, 'issuanceNumber');
  return {
    idType: textOf(form, 'idType') as IdType,
    idNumber: textOf(form, 'idNumber'),
    ...(issuance ? { issuanceNumber: issuance } : {}),
  };
}
