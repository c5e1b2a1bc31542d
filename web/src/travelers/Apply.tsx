import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { DocumentFields, documentOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { PhoneField, phoneOf } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { language, translate } from '../i18n/i18n';
import { signIn } from '../session/session';

/** A first-time user gives the basic information and sees the code. */
export default function Apply() {
  const send = async (form: HTMLFormElement) => {
    const phone = phoneOf(form);
    const result = await call('post', '/api/apply', {
      body: { ...documentOf(form), phone, smsCode: textOf(form, 'smsCode'), language: language() },
    });
    if (result.ok) signIn(result.value, result.serverTime, phone);
    return result;
  };
  return (
    <Page title={translate('home.apply')} back="/">
      <p class="lead">{translate('apply.lead')}</p>
      <Form submit={translate('apply.submit')} draft="apply" review send={send} onDone={() => navigate('/code', true)}>
        <fieldset>
          <legend>{translate('apply.document')}</legend>
          <DocumentFields />
        </fieldset>
        <fieldset>
          <legend>{translate('apply.phone')}</legend>
          <PhoneField />
          <SmsCodeField />
        </fieldset>
        <p class="quiet">{translate('apply.privacy')}</p>
      </Form>
      <p class="foot">
        {translate('apply.already')} <Link href="/login">{translate('login.title')}</Link>
      </p>
    </Page>
  );
}
