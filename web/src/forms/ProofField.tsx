import { translate } from '../i18n/i18n';
import { TextField } from './Field';

/** The number of a document that the account shows, where a code alone does not prove its owner. */
export function ProofField({ hint }: { hint: string }) {
  return (
    <TextField
      name="idNumber"
      label={translate('field.idNumber')}
      hint={hint}
      autocomplete="off"
      autoCapitalize="characters"
      spellcheck={false}
      dir="ltr"
    />
  );
}
