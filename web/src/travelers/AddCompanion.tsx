import { call } from '../api/call';
import type { components } from '../api/schema';
import { Page } from '../app/Page';
import { navigate } from '../app/router';
import { DocumentFields, documentOf } from '../forms/DocumentFields';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { signInFirst, useSignedIn } from '../ui/useLoad';

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
    <Page title={translate('companions.add')} back="/companions">
      <Form
        submit={translate('companions.add')}
        send={send}
        draft="companion"
        onSignedOut={signInFirst}
        onDone={() => navigate('/companions', true)}
      >
        <SelectField
          name="relationship"
          label={translate('field.relationship')}
          hint={translate('field.relationship.hint')}
          options={RELATIONSHIPS.map((kind) => [kind, translate(`relationship.${kind}`)])}
        />
        <DocumentFields />
      </Form>
    </Page>
  );
}
