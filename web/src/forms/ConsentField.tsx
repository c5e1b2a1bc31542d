import { translate } from '../i18n/i18n';
import { TextField } from './Field';

/** The code that was sent to the phone which shows a document now; its owner hands it over, or does not (409 consent-required). */
export const ConsentField = () => (
  <TextField
    name="consentCode"
    label={translate('field.consentCode')}
    hint={translate('field.consentCode.hint')}
    autocomplete="one-time-code"
    inputMode="numeric"
    class="digits"
    dir="ltr"
  />
);
