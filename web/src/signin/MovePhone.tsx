import { useRef, useState } from 'preact/hooks';
import { call } from '../api/call';
import type { Phone } from '../api/types';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { maskedPhone, PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { translate } from '../i18n/i18n';
import { isStill, keepsCode, rememberPhone, session, signIn } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { Skeleton } from '../ui/Skeleton';
import { signInFirst, useLoad } from '../ui/useLoad';
import { EmailCodeField } from './EmailFields';
import { translateSignIn, useSignInTexts } from './texts';

/** The account goes on with another phone. Both are proven by a code, so nobody takes an account away, and nobody gets one they cannot open. */
export default function MovePhone() {
  const ready = useSignInTexts();
  const load = useLoad((token) => call('get', '/api/account', { token }));
  const [moved, setMoved] = useState<Phone>();
  const [perhaps, setPerhaps] = useState(false);
  const [isLost, setIsLost] = useState(false);
  const lost = useRef(false);
  if (!ready)
    return (
      <main id="main">
        <Skeleton blocks={3} />
      </main>
    );

  const send = async (form: HTMLFormElement) => {
    const newPhone = phoneOf(form, 'newPhone');
    const proof = isLost ? { emailCode: textOf(form, 'emailCode') } : { smsCode: textOf(form, 'smsCode') };
    const body = { newPhone, ...proof, newSmsCode: textOf(form, 'newSmsCode') };
    const token = session()?.token;
    const result = await call('post', '/api/account/phone', { token, body });
    if (result.ok && isStill(token)) {
      const keeps = keepsCode();
      rememberPhone(newPhone);
      signIn(result.value, result.serverTime, newPhone, keeps);
      setMoved(newPhone);
    } else if (!result.ok && result.problem.kind !== 'refused') lost.current = true;
    return result;
  };
  // A session that is over after an answer was lost: most likely the account has moved, and took the session with it.
  const signedOut = () => {
    if (lost.current) setPerhaps(true);
    else signInFirst();
  };

  return (
    <Page title={translate('phone.title')} back="/account">
      {moved && (
        <Notice kind="done" live title={translateSignIn('phone.done')}>
          <p>{translateSignIn('phone.done.text', { phone: maskedPhone(moved) })}</p>
          <p class="actions">
            <Link class="button plain" href="/code">
              {translate('code.title')}
            </Link>
          </p>
        </Notice>
      )}
      {perhaps && (
        <Notice kind="info" live title={translateSignIn('phone.perhaps')}>
          <p>{translateSignIn('phone.perhaps.text')}</p>
          <p class="actions">
            <Link class="button plain" href="/login">
              {translate('login.title')}
            </Link>
          </p>
        </Notice>
      )}
      {!moved && !perhaps && (
        <Loaded load={load}>
          {({ phone, email }) => (
            <>
              <p class="lead">{translateSignIn('phone.lead')}</p>
              <Form
                submit={translateSignIn('phone.submit')}
                send={send}
                onSignedOut={signedOut}
                onDone={() => undefined}
                fields={{ 'already-registered': 'newPhone.number', 'invalid-phone': 'newPhone.number' }}
                confirm={{ title: translateSignIn('phone.confirm'), text: translateSignIn('phone.confirm.text') }}
              >
                {isLost && email ? (
                  <EmailCodeField
                    to={email.address}
                    label={translateSignIn('email.present', { address: email.address })}
                  />
                ) : (
                  <SmsCodeField label={translateSignIn('phone.present', { phone: maskedPhone(phone) })} to={phone} />
                )}
                <PhoneField name="newPhone" label={translateSignIn('phone.new')} known={false} />
                <SmsCodeField name="newSmsCode" label={translateSignIn('phone.newCode')} to="newPhone" />
              </Form>
              {email ? (
                <button type="button" class="text block" onClick={() => setIsLost(!isLost)}>
                  {translateSignIn(isLost ? 'email.bySms' : 'phone.lost')}
                </button>
              ) : (
                <p class="quiet">{translateSignIn('phone.without')}</p>
              )}
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
