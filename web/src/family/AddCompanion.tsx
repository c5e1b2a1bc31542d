import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { knownCompanions, rememberCompanions } from '../code/family';
import { ConsentField } from '../forms/ConsentField';
import { DocumentFields, documentOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Notice } from '../ui/Notice';
import { signInFirst, useSignedIn } from '../ui/useLoad';
import { RelationshipField, relationshipOf } from './RelationshipField';
import { translateFamily, useFamilyTexts } from './texts';

export default function AddCompanion() {
  useSignedIn();
  useCompanions();
  const hasTexts = useFamilyTexts();
  /** Somebody who was a companion already; adding them again changes nothing. */
  const [twice, setTwice] = useState<string>();
  const [taken, setTaken] = useState(false);
  const send = async (form: HTMLFormElement) => {
    const body = { ...documentOf(form), relationship: relationshipOf(form) };
    const result = await call('post', '/api/companions', { token: session()?.token, body });
    const known = knownCompanions().find(({ holderId, name }) =>
      result.ok
        ? holderId === result.value.holderId
        : result.problem.code === 'already-registered' && name.toUpperCase() === body.fullName.toUpperCase(),
    );
    if (!result.ok && result.problem.code === 'consent-required') setTaken(true);
    if (known) setTwice(known.name);
    else if (result.ok) navigate('/companions', true);
    return result;
  };
  return (
    <Page title={translate('companions.add')} back="/companions">
      {twice ? (
        <Notice kind="info" live title={translate('companions.twice', { name: twice })}>
          <p class="actions">
            <Link class="button plain" href="/companions">
              {translate('companions.title')}
            </Link>
          </p>
        </Notice>
      ) : (
        <>
          <Form
            submit={translate('companions.add')}
            send={send}
            draft="companion"
            review
            onSignedOut={signInFirst}
            onDone={() => undefined}
          >
            <RelationshipField />
            <DocumentFields of="companion" />
            {taken && <ConsentField />}
          </Form>
          {hasTexts && (
            <p class="foot">
              <Link href="/family">{translateFamily('title.add')}</Link>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

/** Who is one already, so that nobody is added twice without a word. */
function useCompanions(): void {
  useEffect(() => {
    const token = session()?.token;
    if (!token) return;
    void call('get', '/api/companions', { token }).then((result) => {
      if (result.ok) rememberCompanions(token, result.value);
    });
  }, []);
}
