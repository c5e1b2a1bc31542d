import { call, type Problem } from '../api/call';
import { Page } from '../app/Page';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { signIn } from '../session/session';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { translateStaff } from './texts';

/** Staff show both factors in one form; with one alone they would be travelers. */
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
  const send = async (form: HTMLFormElement) => {
    const phone = phoneOf(form);
    const data = new FormData(form);
    const body = {
      phone,
      password: String(data.get('password')),
      smsCode: String(data.get('smsCode')).trim(),
      keepCode: false,
    };
    const result = await call('post', '/api/login', { body });
    if (result.ok) signIn(result.value, result.serverTime, phone);
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
      <Form submit={translateStaff('login.submit')} send={send} onDone={onDone}>
        <PhoneField />
        <PasswordField />
        <SmsCodeField />
      </Form>
      <p class="quiet">{translateStaff('login.help')}</p>
      {location.pathname !== '/officer' && (
        <p class="foot">
          <a href="/officer">{translateStaff('officers')}</a>
        </p>
      )}
    </Page>
  );
}
