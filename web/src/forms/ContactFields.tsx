import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import type { Owner } from '../session/session';
import { textOf } from './FormContext';
import { PhoneField, phoneOf } from './PhoneField';
import { isPhoneOptional } from './phoneOptional';
import { SmsCodeField } from './SmsCodeField';

/** How somebody who applies is reached: a phone and its code, or an e-mail address where the service takes one. */
export function ContactFields({ children }: { children?: ComponentChildren }) {
  const [Choice, setChoice] = useState<typeof import('../signin/ContactChoice')>();
  const [byEmail, setByEmail] = useState(false);
  useEffect(() => {
    void isPhoneOptional().then(async (offered) => {
      if (offered) setChoice(await import('../signin/ContactChoice'));
    });
  }, []);
  return (
    <fieldset>
      {byEmail && Choice ? (
        <Choice.EmailFields />
      ) : (
        <>
          <legend>{translate('apply.phone')}</legend>
          <PhoneField />
          <SmsCodeField />
        </>
      )}
      {Choice && <Choice.Other byEmail={byEmail} onChange={setByEmail} />}
      {children}
    </fieldset>
  );
}

/** What the form asks for now: whose it is, and what proves that. */
export function contactOf(form: HTMLFormElement): {
  owner: Owner;
  factors: { email: string; emailCode: string } | { phone: { areaCode: string; number: string }; smsCode: string };
} {
  const email = textOf(form, 'email');
  if (email) return { owner: email, factors: { email, emailCode: textOf(form, 'emailCode') } };
  const phone = phoneOf(form);
  return { owner: phone, factors: { phone, smsCode: textOf(form, 'smsCode') } };
}
