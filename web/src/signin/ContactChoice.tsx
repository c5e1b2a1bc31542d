import { EmailCodeField, EmailField } from './EmailFields';
import { translateSignIn, useSignInTexts } from './texts';

/** An address and its code, for somebody who has no phone here. */
export function EmailFields() {
  return (
    <>
      <legend>{translateSignIn('apply.email')}</legend>
      <EmailField />
      <EmailCodeField />
    </>
  );
}

/** The way from the phone to the address, and back. */
export function Other({ byEmail, onChange }: { byEmail: boolean; onChange: (byEmail: boolean) => void }) {
  if (!useSignInTexts()) return null;
  return (
    <button type="button" class="text" onClick={() => onChange(!byEmail)}>
      {translateSignIn(byEmail ? 'apply.byPhone' : 'apply.byEmail')}
    </button>
  );
}
