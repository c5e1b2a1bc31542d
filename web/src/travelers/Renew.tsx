import { useState } from 'preact/hooks';
import { call } from '../api/call';
import type { IdType } from '../api/types';
import { Page } from '../app/Page';
import { navigate } from '../app/router';
import { holderOfPage, knownCode } from '../code/holder';
import { IssuanceField, NumberField, YearField, yearsBack } from '../forms/DocumentFields';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { translate } from '../i18n/i18n';
import { keepOwn, removeOwn, session } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { signInFirst, useLoad } from '../ui/useLoad';

/** A permit was renewed, or there is a new passport: the code and all that is known move to it. */
export default function Renew() {
  const [holder] = useState(holderOfPage);
  const load = useLoad((token) => knownCode(holder, token));
  const back = holder === 'self' ? '/account' : '/companions';

  const send = async (form: HTMLFormElement, holderId: string) => {
    const year = textOf(form, 'latestCrossingYear');
    const token = session()?.token;
    const number = textOf(form, 'idNumber');
    const issuance = textOf(form, 'issuanceNumber');
    const result = await call('post', '/api/documents/renewals', {
      token,
      body: {
        holderId,
        ...(number ? { idNumber: number } : {}),
        ...(issuance ? { issuanceNumber: issuance } : {}),
        ...(year ? { latestCrossingYear: Number(year) } : {}),
      },
    });
    // The code of the old document is over.
    if (result.ok && token && keepOwn(token, 'shown', holder === 'self' ? 'self' : result.value.holderId))
      removeOwn(`code.${holder}`);
    return result;
  };

  return (
    <Page title={translate('renew.title')} back={back}>
      <Loaded load={load}>
        {({ answer }) => (
          <>
            <p class="lead">{translate(answer.idType === 'passport' ? 'renew.passport.lead' : 'renew.lead')}</p>
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
              submit={translate(answer.idType === 'passport' ? 'renew.passport.submit' : 'renew.submit')}
              draft={`renewal ${holder}`}
              send={(form) => send(form, answer.holderId)}
              onSignedOut={signInFirst}
              onDone={() => navigate('/code', true)}
            >
              {answer.idType === 'passport' ? <NewPassport /> : <NewPermit type={answer.idType} />}
            </Form>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Nothing but a crossing says whose a new passport is. */
function NewPassport() {
  return (
    <>
      <NumberField />
      <YearField />
    </>
  );
}

/** The number of a permit is for life and proves the rest, so it need not have crossed yet. */
function NewPermit({ type }: { type: IdType }) {
  return (
    <>
      <IssuanceField type={type} required />
      <SelectField
        name="latestCrossingYear"
        label={translate('renew.year')}
        required={false}
        options={[['', translate('renew.year.none')], ...yearsBack()]}
      />
    </>
  );
}
