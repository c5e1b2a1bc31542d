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
import { ProofField } from '../forms/ProofField';
import { translate } from '../i18n/i18n';
import { signIn } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { EmailCodeField, EmailField } from './EmailFields';
import { ownerOf } from './owner';
import { translateSignIn, useSignInTexts } from './texts';

/** E-mail address and the code sent there, or the password: for travelers whose phone gets no texts here. */
export default function EmailLogin() {
  const ready = useSignInTexts();
  const [byPassword, setByPassword] = useState(false);
  const [proof, setProof] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  if (!ready)
    return (
      <main id="main">
        <Skeleton blocks={3} />
      </main>
    );

  const send = async (form: HTMLFormElement) => {
    // A password is taken as typed: a space may be part of it.
    const factor = byPassword
      ? { password: String(new FormData(form).get('password')) }
      : { emailCode: textOf(form, 'emailCode') };
    const idNumber = textOf(form, 'idNumber');
    const keepCode = keepCodeOf(form);
    const body = { email: textOf(form, 'email'), ...factor, keepCode, ...(idNumber ? { idNumber } : {}) };
    const result = await call('post', '/api/login', { body });
    if (!result.ok) {
      if (result.problem.code === 'proof-required') setProof(true);
      return result;
    }
    // What this phone keeps is kept under the phone number, or under the address of an account without one, so that comes first.
    const account = await call('get', '/api/account', { token: result.value.accessToken });
    if (!account.ok) return account;
    signIn(result.value, result.serverTime, ownerOf(account.value), keepCode);
    return result;
  };
  const typed = () => {
    const form = page.current?.querySelector('form');
    return form ? { email: textOf(form, 'email'), emailCode: textOf(form, 'emailCode') } : undefined;
  };
  const freed = () => {
    setProof(false);
    announce(translateSignIn('email.notMine.done'));
    navigate('/apply');
  };
  const next = location.search;
  return (
    <Page title={translate('login.byEmail')} back="/login">
      <p class="lead">{translateSignIn('email.login.lead')}</p>
      <div ref={page}>
        <Form
          key={String(byPassword)}
          draft="email-login"
          submit={translate('login.submit')}
          send={send}
          onDone={() => navigate(nextPath('/code'), true)}
        >
          <EmailField />
          {byPassword ? <PasswordField /> : <EmailCodeField />}
          {proof && !byPassword && <ProofField hint={translateSignIn('email.login.proof')} />}
          <KeepCode />
        </Form>
      </div>
      {proof && !byPassword && (
        <NotMine
          proof={typed}
          title={translateSignIn('email.notMine.title')}
          text={translateSignIn('email.notMine.text')}
          onFreed={freed}
        />
      )}
      <button type="button" class="text block" onClick={() => setByPassword(!byPassword)}>
        {byPassword ? translateSignIn('email.login.byCode') : translate('login.byPassword')}
      </button>
      <p class="foot">
        <Link href={`/login${next}`}>{translate('login.bySms')}</Link>
      </p>
    </Page>
  );
}
