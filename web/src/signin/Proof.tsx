import { useState } from 'preact/hooks';
import type { Phone } from '../api/types';
import { maskedPhone } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { EmailCodeField } from './EmailFields';
import { translateSignIn } from './texts';

/** Shows that the owner wants a change: a code sent to the phone, or to the address of now, whichever there is and they can read. */
export function Proof({
  phone,
  address,
  emailName,
}: {
  phone: Phone | undefined;
  address: string | undefined;
  emailName: 'emailCode' | 'formerEmailCode';
}) {
  const [byEmail, setByEmail] = useState(false);
  return (
    <>
      {address && (byEmail || !phone) ? (
        <EmailCodeField name={emailName} to={address} label={translateSignIn('email.present', { address })} />
      ) : (
        phone && <SmsCodeField label={translateSignIn('phone.present', { phone: maskedPhone(phone) })} to={phone} />
      )}
      {address && phone && (
        <button type="button" class="text" onClick={() => setByEmail(!byEmail)}>
          {translateSignIn(byEmail ? 'email.bySms' : 'email.byEmail')}
        </button>
      )}
    </>
  );
}
