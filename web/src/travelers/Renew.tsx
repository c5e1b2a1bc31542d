import { useState } from 'preact/hooks';
import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { holderOfPage, knownCode } from '../code/holder';
import { IssuanceField, yearsBack } from '../forms/DocumentFields';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { translate } from '../i18n/i18n';
import { keepOwn, removeOwn, session } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { signInFirst, useLoad } from '../ui/useLoad';

/** A permit was renewed: its lifetime number stays, so the code and all that is known move to the next number of issuance. */
export default function Renew() {
  const [holder] = useState(holderOfPage);
  const load = useLoad((token) => knownCode(holder, token));
  const back = holder === 'self' ? '/account' : '/companions';

  const send = async (form: HTMLFormElement, holderId: string) => {
    const year = textOf(form, 'latestCrossingYear');
    const token = session()?.token;
    const result = await call('post', '/api/documents/renewals', {
      token,
      body: {
        holderId,
        issuanceNumber: textOf(form, 'issuanceNumber'),
        ...(year ? { latestCrossingYear: Number(year) } : {}),
      },
    });
    // The code of the old permit is over.
    if (result.ok && token && keepOwn(token, 'shown', holder === 'self' ? 'self' : result.value.holderId))
      removeOwn(`code.${holder}`);
    return result;
  };

  return (
    <Page title={translate('renew.title')} back={back}>
      <Loaded load={load}>
        {({ answer }) =>
          answer.idType === 'passport' ? (
            <Notice kind="info" title={translate('renew.passport.title')}>
              <p>{translate('renew.passport.text')}</p>
              <p class="actions">
                <Link href={back}>{translate('app.back')}</Link>
              </p>
            </Notice>
          ) : (
            <>
              <p class="lead">{translate('renew.lead')}</p>
              <p class="for">
                <strong>
                  <bdi>{answer.name}</bdi>
                </strong>
                <br />
                <span class="quiet">
                  {translate(`idType.${answer.idType}`)} <bdi>{answer.idNumber}</bdi>
                </span>
              </p>
              <Form
                submit={translate('renew.submit')}
                draft={`renewal ${holder}`}
                send={(form) => send(form, answer.holderId)}
                onSignedOut={signInFirst}
                onDone={() => navigate('/code', true)}
              >
                <IssuanceField type={answer.idType} required />
                <SelectField
                  name="latestCrossingYear"
                  label={translate('renew.year')}
                  required={false}
                  options={[['', translate('renew.year.none')], ...yearsBack()]}
                />
              </Form>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
