import { call } from '../api/call';
import type { components } from '../api/schema';
import { go } from '../app/router';
import { Page } from '../app/Page';
import { documentOf, DocumentFields } from '../forms/DocumentFields';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/form';
import { t } from '../i18n/i18n';
import { session } from '../session/session';
import { signInFirst, useSignedIn } from '../ui/Loaded';

type Relationship = components['schemas']['Relationship'];

const RELATIONSHIPS: Relationship[] = ['child', 'parent', 'spouse', 'other'];

export default function AddCompanion() {
  useSignedIn();
  const send = (form: HTMLFormElement) =>
    call('post', '/api/companions', {
      token: session()?.token,
      body: { ...documentOf(form), relationship: textOf(form, 'relationship') as Relationship },
    });
  return (
    <Page title={t('companions.add')} back="/companions">
      <Form
        submit={t('companions.add')}
        send={send}
        draft="companion"
        onSignedOut={signInFirst}
        onDone={() => go('/companions', true)}
      >
        <SelectField
          name="relationship"
          label={t('field.relationship')}
          hint={t('field.relationship.hint')}
          options={RELATIONSHIPS.map((kind) => [kind, t(`relationship.${kind}`)])}
        />
        <DocumentFields />
      </Form>
    </Page>
  );
}
