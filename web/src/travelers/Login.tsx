import { useState } from 'preact/hooks';
import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate, nextPath } from '../app/router';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { translate } from '../i18n/i18n';
import { signIn } from '../session/session';

/** Phone and text message, or phone and password; the toggle is below, as in the guide. */
export default function Login() {
  const [byPassword, setByPassword] = useState(false);
  const send = async (form: HTMLFormElement) => {
    const phone = phoneOf(form);
    // A password is taken as typed: a space may be part of it.
    const data = new FormData(form);
    const proof = byPassword
      ? { password: String(data.get('password')) }
      : { smsCode: String(data.get('smsCode')).trim() };
    const result = await call('post', '/api/login', { body: { phone, ...proof } });
    if (result.ok) signIn(result.value, result.serverTime, phone);
    return result;
  };
  const change = () => setByPassword(!byPassword);
  return (
    <Page title={translate('login.title')} back="/">
      <Form
        key={String(byPassword)}
        draft="login"
        submit={translate('login.submit')}
        send={send}
        onDone={() => navigate(nextPath('/code'), true)}
      >
        <PhoneField />
        {byPassword ? <PasswordField /> : <SmsCodeField />}
      </Form>
      <button type="button" class="text block" onClick={change}>
        {translate(byPassword ? 'login.bySms' : 'login.byPassword')}
      </button>
      <p class="foot">
        {translate('login.first')} <Link href="/apply">{translate('home.apply')}</Link>
      </p>
    </Page>
  );
}
