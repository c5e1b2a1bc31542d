import { useEffect, useState } from 'preact/hooks';
import { call, type Result } from '../api/call';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { isPhoneOptional } from '../forms/phoneOptional';
import { type Owner, session } from '../session/session';
import { EmailCodeField } from './EmailFields';
import { translateSignIn } from './texts';

interface Props {
  /** The address that stays, as the only way in. */
  address: string;
  onAnswer: (
    token: string | undefined,
    result: Result<{ accessToken: string; expiresAt: string }>,
    owner: Owner,
    told: { title: string; text: string },
  ) => Result<unknown>;
  onSignedOut: () => void;
}

/** Takes the phone from an account that has an address too, where the service lets accounts do without one. */
export function RemovePhone({ address, onAnswer, onSignedOut }: Props) {
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    void isPhoneOptional().then(setOffered);
  }, []);
  if (!offered) return null;
  const send = async (form: HTMLFormElement) => {
    const token = session()?.token;
    const body = { emailCode: textOf(form, 'emailCode') };
    return onAnswer(token, await call('post', '/api/account/phone/removals', { token, body }), address, {
      title: translateSignIn('phone.removed'),
      text: translateSignIn('phone.removed.text', { address: `\u2068${address}\u2069` }),
    });
  };
  return (
    <details class="panel question">
      <summary>{translateSignIn('phone.remove')}</summary>
      <p>{translateSignIn('phone.remove.text')}</p>
      <Form submit={translateSignIn('phone.remove')} send={send} onSignedOut={onSignedOut} onDone={() => undefined}>
        <EmailCodeField to={address} label={translateSignIn('email.present', { address })} />
      </Form>
    </details>
  );
}
