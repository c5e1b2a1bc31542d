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
import { signInFirst, useLoad } from '../ui/useLoad';

/** The account goes on with another phone. Both are proven by a code, so nobody takes an account away, and nobody gets one they cannot open. */
export default function MovePhone() {
  const load = useLoad((token) => call('get', '/api/account', { token }));
  const [moved, setMoved] = useState<Phone>();
  const [perhaps, setPerhaps] = useState(false);
  const lost = useRef(false);

  const send = async (form: HTMLFormElement) => {
    const newPhone = phoneOf(form, 'newPhone');
    const body = { newPhone, smsCode: textOf(form, 'smsCode'), newSmsCode: textOf(form, 'newSmsCode') };
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
        <Notice kind="done" live title={translate('phone.done')}>
          <p>{translate('phone.done.text', { phone: maskedPhone(moved) })}</p>
          <p class="actions">
            <Link class="button plain" href="/code">
              {translate('code.title')}
            </Link>
          </p>
        </Notice>
      )}
      {perhaps && (
        <Notice kind="info" live title={translate('phone.perhaps')}>
          <p>{translate('phone.perhaps.text')}</p>
          <p class="actions">
            <Link class="button plain" href="/login">
              {translate('login.title')}
            </Link>
          </p>
        </Notice>
      )}
      {!moved && !perhaps && (
        <Loaded load={load}>
          {({ phone }) => (
            <>
              <p class="lead">{translate('phone.lead')}</p>
              <Form
                submit={translate('phone.submit')}
                send={send}
                onSignedOut={signedOut}
                onDone={() => undefined}
                fields={{ 'already-registered': 'newPhone.number', 'invalid-phone': 'newPhone.number' }}
                confirm={{ title: translate('phone.confirm'), text: translate('phone.confirm.text') }}
              >
                <SmsCodeField label={translate('phone.present', { phone: maskedPhone(phone) })} to={phone} />
                <PhoneField name="newPhone" label={translate('phone.new')} known={false} />
                <SmsCodeField name="newSmsCode" label={translate('phone.newCode')} to="newPhone" />
              </Form>
              <p class="quiet">{translate('phone.without')}</p>
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
