import { useState } from 'preact/hooks';
import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { ConsentField } from '../forms/ConsentField';
import { ContactFields, contactOf } from '../forms/ContactFields';
import { DocumentFields, documentOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { KeepCode, keepCodeOf } from '../forms/KeepCode';
import { language, translate } from '../i18n/i18n';
import { signIn } from '../session/session';

/** A first-time user gives the basic information and sees the code. */
export default function Apply() {
  const [taken, setTaken] = useState(false);
  const send = async (form: HTMLFormElement) => {
    const { owner, factors } = contactOf(form);
    const keepCode = keepCodeOf(form);
    const result = await call('post', '/api/apply', {
      body: { ...documentOf(form), ...factors, language: language(), keepCode },
    });
    if (result.ok) signIn(result.value, result.serverTime, owner, keepCode);
    else if (result.problem.code === 'consent-required') setTaken(true);
    return result;
  };
  return (
    <Page title={translate('home.apply')} back="/">
      <p class="lead">{translate('apply.lead')}</p>
      <p class="actions">
        <Link href="/family">{translate('apply.family')}</Link>
      </p>
      <Form submit={translate('apply.submit')} draft="apply" review send={send} onDone={() => navigate('/code', true)}>
        <fieldset>
          <legend>{translate('apply.document')}</legend>
          <DocumentFields />
        </fieldset>
        <ContactFields>{taken && <ConsentField />}</ContactFields>
        <KeepCode />
        <p class="quiet">{translate('apply.privacy')}</p>
      </Form>
      <p class="foot">
        {translate('apply.already')} <Link href="/login">{translate('login.title')}</Link>
      </p>
    </Page>
  );
}
