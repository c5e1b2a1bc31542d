import { useRef, useState } from 'preact/hooks';
import { call, type Result } from '../api/call';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { maskedPhone, PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { translate } from '../i18n/i18n';
import { isStill, type Owner, session } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { Skeleton } from '../ui/Skeleton';
import { signInFirst, useLoad } from '../ui/useLoad';
import { EmailCodeField } from './EmailFields';
import { goOn } from './owner';
import { RemovePhone } from './RemovePhone';
import { translateSignIn, useSignInTexts } from './texts';

interface Done {
  title: string;
  text: string;
}

/** The account goes on with another phone, its first one, or none. Both sides are proven by a code, so nobody takes an account away, and nobody gets one they cannot open. */
export default function MovePhone() {
  const ready = useSignInTexts();
  const load = useLoad((token) => call('get', '/api/account', { token }));
  const [done, setDone] = useState<Done>();
  const [perhaps, setPerhaps] = useState(false);
  const [isLost, setIsLost] = useState(false);
  const lost = useRef(false);
  if (!ready)
    return (
      <main id="main">
        <Skeleton blocks={3} />
      </main>
    );

  /** What was sent with `token` was answered: the account may be elsewhere now. */
  const take = (
    token: string | undefined,
    result: Result<{ accessToken: string; expiresAt: string }>,
    owner: Owner,
    told: Done,
  ) => {
    if (result.ok && isStill(token)) {
      goOn(result.value, result.serverTime, owner);
      setDone(told);
    } else if (!result.ok && result.problem.kind !== 'refused') lost.current = true;
    return result;
  };
  // A session that is over after an answer was lost: most likely the account has moved, and took the session with it.
  const signedOut = () => {
    if (lost.current) setPerhaps(true);
    else signInFirst();
  };

  const isFirst = load.state === 'ready' && !load.value.phone;
  return (
    <Page title={isFirst ? translateSignIn('phone.add') : translate('phone.title')} back="/account">
      {done && (
        <Notice kind="done" live title={done.title}>
          <p>{done.text}</p>
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
      {!done && !perhaps && (
        <Loaded load={load}>
          {({ phone, email }) => {
            const byEmail = email && (isLost || !phone);
            const send = async (form: HTMLFormElement) => {
              const newPhone = phoneOf(form, 'newPhone');
              const proof = byEmail ? { emailCode: textOf(form, 'emailCode') } : { smsCode: textOf(form, 'smsCode') };
              const body = { newPhone, ...proof, newSmsCode: textOf(form, 'newSmsCode') };
              const token = session()?.token;
              const masked = { phone: maskedPhone(newPhone) };
              return take(token, await call('post', '/api/account/phone', { token, body }), newPhone, {
                title: translateSignIn(phone ? 'phone.done' : 'phone.added'),
                text: phone ? translateSignIn('phone.done.text', masked) : translateSignIn('phone.added.text', masked),
              });
            };
            return (
              <>
                <p class="lead">{translateSignIn(phone ? 'phone.lead' : 'phone.add.lead')}</p>
                <Form
                  submit={translateSignIn(phone ? 'phone.submit' : 'phone.add')}
                  send={send}
                  onSignedOut={signedOut}
                  onDone={() => undefined}
                  fields={{ 'already-registered': 'newPhone.number', 'invalid-phone': 'newPhone.number' }}
                  {...(phone && {
                    confirm: { title: translateSignIn('phone.confirm'), text: translateSignIn('phone.confirm.text') },
                  })}
                >
                  {byEmail ? (
                    <EmailCodeField
                      to={email.address}
                      label={translateSignIn('email.present', { address: email.address })}
                    />
                  ) : (
                    phone && (
                      <SmsCodeField
                        label={translateSignIn('phone.present', { phone: maskedPhone(phone) })}
                        to={phone}
                      />
                    )
                  )}
                  <PhoneField name="newPhone" label={translateSignIn('phone.new')} known={false} />
                  <SmsCodeField name="newSmsCode" label={translateSignIn('phone.newCode')} to="newPhone" />
                </Form>
                {phone && !email && <p class="quiet">{translateSignIn('phone.without')}</p>}
                {phone && email && (
                  <>
                    <p>
                      <button type="button" class="text block" onClick={() => setIsLost(!isLost)}>
                        {translateSignIn(isLost ? 'email.bySms' : 'phone.lost')}
                      </button>
                    </p>
                    <RemovePhone address={email.address} onAnswer={take} onSignedOut={signedOut} />
                  </>
                )}
              </>
            );
          }}
        </Loaded>
      )}
    </Page>
  );
}
