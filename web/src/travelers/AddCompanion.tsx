import { call } from '../api/call';
import { go } from '../app/router';
import { Page } from '../app/Page';
import { documentOf, DocumentFields } from '../forms/DocumentFields';
import { TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/form';
import { t } from '../i18n/i18n';
import { session } from '../session/session';

export default function AddCompanion() {
  const send = (form: HTMLFormElement) => call('post', '/api/companions', {
    token: session()?.token,
    body: { ...documentOf(form), relationship: textOf(form, 'relationship') },
  });
  return (
    <Page title={t('companions.add')} back="/companions">
      <Form submit={t('companions.add')} send={send} signedIn onDone={() => go('/companions', true)}>
        <TextField name="relationship" label={t('field.relationship')} hint={t('field.relationship.hint')} maxLength={40} list="relationships" autocomplete="off" />
        <datalist id="relationships">{(['child', 'parent', 'spouse', 'grandparent', 'other'] as const).map((kind) => <option key={kind} value={t(`relationship.${kind}`)} />)}</datalist>
        <DocumentFields />
      </Form>
    </Page>
  );
}
