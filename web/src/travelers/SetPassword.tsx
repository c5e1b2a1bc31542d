import { useState } from 'preact/hooks';
import { call } from '../api/call';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { translate } from '../i18n/i18n';
import { lastOwner, lastPhone, session } from '../session/session';
import { Notice } from '../ui/Notice';
import { signInFirst, useSignedIn } from '../ui/useLoad';

const RULES = ['length', 'digit', 'letter', 'special', 'common'] as const;

/** "Set Password" (设置密码). What is missing in a password is the server's to say; here it gets its words. */
export default function SetPassword() {
  useSignedIn();
  const [unmet, setUnmet] = useState<string[]>([]);
  const [done, setDone] = useState(false);
  const phone = lastPhone();
  const send = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const current = String(data.get('currentPassword'));
    const result = await call('post', '/api/set-password', {
      token: session()?.token,
      body: { password: String(data.get('password')), ...(current ? { currentPassword: current } : {}) },
    });
    setUnmet(result.ok ? [] : result.problem.unmet);
    return result;
  };
  const named = RULES.filter((rule) => unmet.includes(rule));
  return (
    <Page title={translate('password.title')} back="/code">
      {done ? (
        <Notice kind="done" live title={translate('password.done')}>
          <p>{translate('password.done.text')}</p>
          <p class="actions">
            <Link class="button plain" href="/code">
              {translate('code.title')}
            </Link>
          </p>
        </Notice>
      ) : (
        <>
          <p class="lead">{translate('password.lead')}</p>
          <Form submit={translate('password.title')} send={send} onSignedOut={signInFirst} onDone={() => setDone(true)}>
            {/* For password managers, which keep a password under the name of its owner. */}
            <input
              type="text"
              autocomplete="username"
              value={phone ? `+${phone.areaCode}${phone.number}` : (lastOwner() ?? '')}
              readOnly
              hidden
            />
            <PasswordField
              label={translate('password.new')}
              fresh
              hint={
                <>
                  {translate('password.rule')}
                  {named.length > 0 && (
                    <ul class="unmet">
                      {named.map((rule) => (
                        <li key={rule}>{translate(`password.unmet.${rule}`)}</li>
                      ))}
                    </ul>
                  )}
                </>
              }
            />
            <PasswordField
              name="currentPassword"
              label={translate('password.current')}
              hint={translate('password.current.hint')}
              required={false}
            />
          </Form>
        </>
      )}
    </Page>
  );
}
