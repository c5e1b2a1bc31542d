import { useState } from 'preact/hooks';
import { type Answer, call } from '../api/call';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { pair, translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { Skeleton } from '../ui/Skeleton';
import { signInFirst, useLoad } from '../ui/useLoad';
import { EmailCodeField, EmailField } from './EmailFields';
import { goOn, ownerOf } from './owner';
import { Proof } from './Proof';
import { translateSignIn, useSignInTexts } from './texts';

type Account = Answer<'/api/account', 'get'>;

/** The e-mail address of the account: to add one, prove it again, change or remove it. */
export default function EmailPage() {
  const ready = useSignInTexts();
  const load = useLoad((token) => call('get', '/api/account', { token }));
  const [done, setDone] = useState<'proven' | 'removed'>();
  if (!ready)
    return (
      <main id="main">
        <Skeleton blocks={3} />
      </main>
    );

  const hasPhone = load.state === 'ready' && load.value.phone !== undefined;
  const show = (account: Account) => {
    load.set(account);
    setDone(account.email ? 'proven' : 'removed');
    scrollTo(0, 0);
  };
  return (
    <Page title={translate('email.title')} back="/account">
      {done && (
        <Notice kind="done" live title={translateSignIn(done === 'proven' ? 'email.done' : 'email.removed')}>
          <p>
            {translateSignIn(
              done === 'removed' ? 'email.remove.text' : hasPhone ? 'email.done.text' : 'email.only.done',
            )}
          </p>
        </Notice>
      )}
      <Loaded load={load}>
        {(account) => {
          if (account.roles.length > 0) return <p class="lead">{translateSignIn('email.staff')}</p>;
          if (!account.email)
            return (
              <>
                <p class="lead">{translateSignIn('email.lead')}</p>
                <Prove submit={translateSignIn('email.add')} onDone={show} />
              </>
            );
          const { address, bouncedAt } = account.email;
          return (
            <>
              <p class="lead">
                <bdi>{pair(translate('email.title'), address)}</bdi>
              </p>
              {bouncedAt && (
                <section>
                  <Notice kind="error" title={translateSignIn('email.bounced')}>
                    <p>{translateSignIn('email.bounced.text')}</p>
                  </Notice>
                  <Prove address={address} submit={translateSignIn('email.again')} onDone={show} />
                </section>
              )}
              <details class="panel question">
                <summary>{translateSignIn('email.change')}</summary>
                <Prove present={account} submit={translateSignIn('email.change')} onDone={show} />
              </details>
              {account.phone ? (
                <details class="panel question">
                  <summary>{translateSignIn('email.remove')}</summary>
                  <p>{translateSignIn('email.remove.text')}</p>
                  <Remove account={account} onDone={show} />
                </details>
              ) : (
                <p class="quiet">
                  {translateSignIn('email.only')} <Link href="/phone">{translateSignIn('phone.add')}</Link>
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Proves an address. `address`: the one that is there already; `present`: the account whose address another one takes the place of. */
function Prove({
  address,
  present,
  submit,
  onDone,
}: {
  address?: string;
  present?: Account;
  submit: string;
  onDone: (account: Account) => void;
}) {
  const send = async (form: HTMLFormElement) => {
    const proof = proofOf(form, 'formerEmailCode');
    const result = await call('put', '/api/account/email', {
      token: session()?.token,
      body: { email: address ?? textOf(form, 'email'), emailCode: textOf(form, 'emailCode'), ...proof },
    });
    if (result.ok) {
      const { accessToken, expiresAt } = result.value;
      // The account has moved to the new address, and the session with it.
      if (accessToken && expiresAt) goOn({ accessToken, expiresAt }, result.serverTime, ownerOf(result.value));
      onDone(result.value);
    }
    return result;
  };
  return (
    <Form
      submit={submit}
      send={send}
      onSignedOut={signInFirst}
      onDone={() => undefined}
      fields={{ 'email-taken': 'email' }}
    >
      {present && <Proof phone={present.phone} address={present.email?.address} emailName="formerEmailCode" />}
      {address ? (
        <EmailCodeField to={address} />
      ) : (
        <>
          <EmailField {...(present ? { label: translateSignIn('email.new') } : {})} />
          <EmailCodeField />
        </>
      )}
    </Form>
  );
}

function Remove({ account, onDone }: { account: Account; onDone: (account: Account) => void }) {
  const send = async (form: HTMLFormElement) => {
    const result = await call('post', '/api/account/email/removals', {
      token: session()?.token,
      body: proofOf(form, 'emailCode'),
    });
    if (result.ok) onDone(result.value);
    return result;
  };
  return (
    <Form submit={translateSignIn('email.remove')} send={send} onSignedOut={signInFirst} onDone={() => undefined}>
      <Proof phone={account.phone} address={account.email?.address} emailName="emailCode" />
    </Form>
  );
}

/** The code that the form asks for now, of the two. */
function proofOf<Name extends 'emailCode' | 'formerEmailCode'>(
  form: HTMLFormElement,
  emailName: Name,
): { smsCode?: string } & { [key in Name]?: string } {
  const [smsCode, emailCode] = [textOf(form, 'smsCode'), textOf(form, emailName)];
  return (smsCode ? { smsCode } : emailCode ? { [emailName]: emailCode } : {}) as never;
}
