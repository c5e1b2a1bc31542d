import { call } from '../api/call';
import { go, Link } from '../app/router';
import { Page } from '../app/Page';
import { documentOf, DocumentFields } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { textOf } from '../forms/form';
import { phoneOf, PhoneField } from '../forms/PhoneField';
import { SmsCodeField } from '../forms/SmsCodeField';
import { language, t } from '../i18n/i18n';
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
    <Page title={t('home.apply')} back="/">
      <p class="lead">{t('apply.lead')}</p>
      <Form submit={t('apply.submit')} send={send} onDone={() => go('/code', true)}>
        <fieldset>
          <legend>{t('apply.document')}</legend>
          <DocumentFields />
        </fieldset>
        <fieldset>
          <legend>{t('apply.phone')}</legend>
          <PhoneField />
          <SmsCodeField />
        </fieldset>
        <p class="quiet">{t('apply.privacy')}</p>
      </Form>
      <p class="foot">
        {t('apply.already')} <Link href="/login">{t('login.title')}</Link>
      </p>
    </Page>
  );
}
