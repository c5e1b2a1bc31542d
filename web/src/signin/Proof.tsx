import { useState } from 'preact/hooks';
import type { Phone } from '../api/types';
import { maskedPhone } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { EmailCodeField } from './EmailFields';
import { translateSignIn } from './texts';

/** Shows that the owner wants a change: a code sent to the phone, or to the address of now, whichever they can read. */
export function Proof({
  phone,
  address,
  emailName,
}: {
  phone: Phone;
  address: string | undefined;
  emailName: 'emailCode' | 'formerEmailCode';
}) {
  const [byEmail, setByEmail] = useState(false);
  return (
    <>
      {byEmail && address ? (
        <EmailCodeField name={emailName} to={address} label={translateSignIn('email.present', { address })} />
      ) : (
        <SmsCodeField label={translateSignIn('phone.present', { phone: maskedPhone(phone) })} to={phone} />
      )}
      {address && (
        <button type="button" class="text" onClick={() => setByEmail(!byEmail)}>
          {translateSignIn(byEmail ? 'email.bySms' : 'email.byEmail')}
        </button>
      )}
    </>
  );
}
