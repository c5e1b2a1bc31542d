import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { go, Link } from '../app/router';
import { Page } from '../app/Page';
import { maskedPhone } from '../forms/PhoneField';
import { t } from '../i18n/i18n';
import { forgetEverything, lastPhone, session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { signInFirst } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
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
    go('/', true);
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
    <Page title={t('account.title')} back="/code">
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {phone && (
        <p class="lead">
          {t('field.phone')}: {maskedPhone(phone)}
        </p>
      )}
      <Texts onProblem={setProblem} />
      <section class="panel links">
        <h2>{t('account.phone')}</h2>
        <p>{t('account.phone.text')}</p>
        <p>
          <Link href="/phone">{t('phone.title')}</Link>
        </p>
      </section>
      <section class="panel links">
        <h2>{t('account.document')}</h2>
        <p>{t('account.document.text')}</p>
        <p>
          <Link href="/print">{t('print.title')}</Link>
        </p>
        <p>
          <Link href="/renew">{t('renew.title')}</Link>
        </p>
      </section>
      <section class="panel">
        <h2>{t('account.copy')}</h2>
        <p>{t('account.copy.text')}</p>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => {
            void withSession(download);
          }}
        >
          {t('account.copy.button')}
        </button>
      </section>
      <section class="panel leave">
        <h2>{t('account.logout')}</h2>
        <p>{t('account.logout.text')}</p>
        <button type="button" class="plain" onClick={leave}>
          {t('account.logout.here')}
        </button>
        <h3>{t('account.logout.everywhere')}</h3>
        <p>{t('account.logout.everywhere.text')}</p>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => {
            void withSession(logoutEverywhere);
          }}
        >
          {t('account.logout.everywhere')}
        </button>
      </section>
      <section class="panel">
        <h2>{t('account.delete')}</h2>
        <p>{t('account.delete.text')}</p>
        <button type="button" class="plain danger" disabled={busy} onClick={() => erase.current?.open()}>
          {t('account.delete')}
        </button>
        <Confirm
          handle={erase}
          title={t('account.delete.title')}
          text={t('account.delete.text')}
          yes={t('account.delete')}
          onYes={() => {
            void withSession(remove);
          }}
        />
      </section>
    </Page>
  );
}
