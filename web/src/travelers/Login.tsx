import { useRef, useState } from 'preact/hooks';
import { call } from '../api/call';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { Link, navigate, nextPath } from '../app/router';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { KeepCode, keepCodeOf } from '../forms/KeepCode';
import { NotMine } from '../forms/NotMine';
import { PasswordField } from '../forms/PasswordField';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { ProofField } from '../forms/ProofField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { translate } from '../i18n/i18n';
import { signIn } from '../session/session';

/** Phone and text message, or phone and password; the toggle is below, as in the guide. */
export default function Login() {
  const [byPassword, setByPassword] = useState(false);
  /** Nobody signed in with this phone for weeks: it may be somebody else's by now, so the document has to be known too (403 proof-required). */
  const [proof, setProof] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const send = async (form: HTMLFormElement) => {
    const phone = phoneOf(form);
    // A password is taken as typed: a space may be part of it.
    const data = new FormData(form);
    const factor = byPassword
      ? { password: String(data.get('password')) }
      : { smsCode: String(data.get('smsCode')).trim() };
    const idNumber = String(data.get('idNumber') ?? '').trim();
    const keepCode = keepCodeOf(form);
    const body = { phone, ...factor, keepCode, ...(idNumber ? { idNumber } : {}) };
    const result = await call('post', '/api/login', { body });
    if (result.ok) signIn(result.value, result.serverTime, phone, keepCode);
    else if (result.problem.code === 'proof-required') setProof(true);
    return result;
  };
  const typed = () => {
    const form = page.current?.querySelector('form');
    return form ? { phone: phoneOf(form), smsCode: textOf(form, 'smsCode') } : undefined;
  };
  const freed = () => {
    setProof(false);
    announce(translate('login.notMine.done'));
    navigate('/apply');
  };
  return (
    <Page title={translate('login.title')} back="/">
      <div ref={page}>
        <Form
          key={String(byPassword)}
          draft="login"
          submit={translate('login.submit')}
          send={send}
          onDone={() => navigate(nextPath('/code'), true)}
        >
          <PhoneField />
          {byPassword ? <PasswordField /> : <SmsCodeField />}
          {proof && !byPassword && <ProofField hint={translate('login.proof')} />}
          <KeepCode />
        </Form>
      </div>
      {proof && !byPassword && <NotMine proof={typed} onFreed={freed} />}
      <button type="button" class="text block" onClick={() => setByPassword(!byPassword)}>
        {translate(byPassword ? 'login.bySms' : 'login.byPassword')}
      </button>
      <p class="foot">
        <Link href={`/login/email${location.search}`}>{translate('login.byEmail')}</Link>
      </p>
      <p class="foot">
        {translate('login.first')} <Link href="/apply">{translate('home.apply')}</Link>
      </p>
    </Page>
  );
}
