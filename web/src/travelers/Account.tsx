import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { maskedPhone } from '../forms/PhoneField';
import { pair, translate } from '../i18n/i18n';
import { signOut } from '../session/leave';
import { forgetEverything, lastOwner, lastPhone, session, viewer } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { signInFirst } from '../ui/useLoad';
import { Devices } from './Devices';
import { save } from './export';
import { Texts } from './Texts';

/** The phone and what is known of its owner: leaving, taking a copy, erasing. */
export default function Account() {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const erase = useRef<ConfirmHandle>(null);
  const phone = lastPhone();

  const withSession = async (work: (token: string) => Promise<Problem | undefined>) => {
    const current = session();
    if (!current) {
      signInFirst();
      return;
    }
    setBusy(true);
    setProblem(await work(current.token));
    setBusy(false);
  };
  const leave = () => {
    forgetEverything();
    navigate('/', true);
  };
  const leaveHere = () => {
    signOut(session()?.token ?? viewer()?.token);
    leave();
  };
  const logoutEverywhere = (token: string) =>
    call('post', '/api/logout-everywhere', { token }).then((result) => {
      if (!result.ok) return result.problem;
      leave();
      return undefined;
    });
  const download = (token: string) =>
    call('get', '/api/account/export', { token }).then((result) => {
      if (!result.ok) return result.problem;
      save(result.value);
      return undefined;
    });
  const remove = (token: string) =>
    call('delete', '/api/account', { token }).then((result) => {
      if (!result.ok) return result.problem;
      leave();
      return undefined;
    });

  return (
    <Page title={translate('account.title')} back="/code">
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {phone ? (
        <p class="lead">{pair(translate('field.phone'), maskedPhone(phone))}</p>
      ) : (
        <p class="lead">
          <bdi>{pair(translate('email.title'), lastOwner() ?? '')}</bdi>
        </p>
      )}
      <Texts onProblem={setProblem} />
      <section class="panel links">
        <h2>{translate('account.phone')}</h2>
        <p>{translate('account.phone.text')}</p>
        <p>
          <Link href="/phone">{translate('phone.title')}</Link>
        </p>
        <p>
          <Link href="/email">{translate('email.title')}</Link>
        </p>
      </section>
      <section class="panel links">
        <h2>{translate('account.document')}</h2>
        <p>{translate('account.document.text')}</p>
        <p>
          <Link href="/print">{translate('print.title')}</Link>
        </p>
        <p>
          <Link href="/renew">{translate('renew.title')}</Link>
        </p>
      </section>
      <section class="panel">
        <h2>{translate('account.copy')}</h2>
        <p>{translate('account.copy.text')}</p>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => {
            void withSession(download);
          }}
        >
          {translate('account.copy.button')}
        </button>
      </section>
      <Devices onProblem={setProblem} />
      <section class="panel leave">
        <h2>{translate('account.logout')}</h2>
        <p>{translate('account.logout.text')}</p>
        <button type="button" class="plain" onClick={leaveHere}>
          {translate('account.logout.here')}
        </button>
        <h3>{translate('account.logout.everywhere')}</h3>
        <p>{translate('account.logout.everywhere.text')}</p>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => {
            void withSession(logoutEverywhere);
          }}
        >
          {translate('account.logout.everywhere')}
        </button>
      </section>
      <section class="panel">
        <h2>{translate('account.delete')}</h2>
        <p>{translate('account.delete.text')}</p>
        <button type="button" class="plain danger" disabled={busy} onClick={() => erase.current?.open()}>
          {translate('account.delete')}
        </button>
        <Confirm
          handle={erase}
          title={translate('account.delete.title')}
          text={translate('account.delete.text')}
          yes={translate('account.delete')}
          onYes={() => {
            void withSession(remove);
          }}
        />
      </section>
    </Page>
  );
}
