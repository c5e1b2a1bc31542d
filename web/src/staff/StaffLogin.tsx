import { useState } from 'preact/hooks';
import { call, type Problem, type Result } from '../api/call';
import type { components } from '../api/schema';
import type { Phone } from '../api/types';
import { Page } from '../app/Page';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { signIn } from '../session/session';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { keep, kept } from './kept';
import { answerByPasskey, knowsPasskeys, refusedHere } from './passkey';
import { translateStaff } from './texts';

/** Staff show both factors in one form; with one alone they would be travelers. Beside the password, a text or a passkey of the device. */
export function StaffLogin({
  title,
  lead,
  problem,
  onDone,
}: {
  title: string;
  lead: string;
  problem?: Problem | undefined;
  onDone: () => void;
}) {
  const [byPasskey, setByPasskey] = useState(() => knowsPasskeys() && kept<boolean>('ghc.passkey') === true);
  const send = async (form: HTMLFormElement) => {
    const phone = phoneOf(form);
    const data = new FormData(form);
    const factor = byPasskey ? await passkeyFor(phone) : ok({ smsCode: String(data.get('smsCode')).trim() });
    if (!factor.ok) return factor;
    const body = { phone, password: String(data.get('password')), ...factor.value, keepCode: false };
    const result = await call('post', '/api/login', { body });
    if (result.ok) {
      keep('ghc.passkey', byPasskey || undefined);
      signIn(result.value, result.serverTime, phone);
    }
    return result;
  };
  return (
    <Page title={title} back="/">
      {problem && (
        <Notice kind="info" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      <p class="lead">{lead}</p>
      <Form key={String(byPasskey)} submit={translateStaff('login.submit')} send={send} onDone={onDone}>
        <PhoneField />
        <PasswordField />
        {!byPasskey && <SmsCodeField />}
      </Form>
      {knowsPasskeys() && (
        <button type="button" class="text block" onClick={() => setByPasskey(!byPasskey)}>
          {translateStaff(byPasskey ? 'login.bySms' : 'login.byPasskey')}
        </button>
      )}
      <p class="quiet">{translateStaff('login.help')}</p>
      {location.pathname !== '/officer' && (
        <p class="foot">
          <a href="/officer">{translateStaff('officers')}</a>
        </p>
      )}
    </Page>
  );
}

type Factor = Result<{ smsCode: string } | { passkey: components['schemas']['PasskeyAnswer'] }>;

const ok = (value: { smsCode: string }): Factor => ({ ok: true, value });

async function passkeyFor(phone: Phone): Promise<Factor> {
  const asked = await call('post', '/api/passkey-challenges', { body: { phone } });
  if (!asked.ok) return asked;
  const passkey = await answerByPasskey(asked.value);
  return passkey
    ? { ok: true, value: { passkey } }
    : { ok: false, problem: refusedHere(translateStaff('passkeys.notShown')) };
}
