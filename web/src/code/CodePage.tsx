import { useEffect, useRef, useState } from 'preact/hooks';
import type { Color } from '../api/types';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { language, translate } from '../i18n/i18n';
import { readOwn, removeOwn, writeOwn } from '../session/session';
import { Notice } from '../ui/Notice';
import { useEffectEvent } from '../ui/useEffectEvent';
import { CodeCard } from './CodeCard';
import { fillCompanions, keptCode } from './fetchCode';
import { HolderSwitch, knownCompanions } from './HolderSwitch';
import { LinkStatus } from './LinkStatus';
import { Reasons } from './Reasons';
import { currentCode, endOf } from './strip';
import { useKeeper, useNow, useScreenAwake } from './useKeeper';
import './code.css';

/** The page that the whole system is for. It paints from the phone and only then asks the server, if there is anything to ask. */
export default function CodePage() {
  const [holder, setHolder] = useState(() => readOwn<string>('shown') ?? 'self');
  const choose = useEffectEvent((chosen: string) => {
    writeOwn('shown', chosen);
    setHolder(chosen);
  });
  const { renew, ...state } = useKeeper(holder);
  const moment = useNow(renew);
  const { kept, link } = state;
  const code = kept && currentCode(kept.answer.strip, moment);
  useScreenAwake(code !== undefined);

  useEffect(() => {
    // Whoever looks for a companion's code may still need their own, which is one tap away.
    if (!kept && link === 'signed-out' && !keptCode('self')) navigate('/login?next=/code', true);
  }, [kept, link]);
  useEffect(() => {
    if (kept && link === 'idle') void fillCompanions(knownCompanions().map((companion) => companion.holderId));
  }, [kept, link]);
  useEffect(() => {
    // A companion who was removed elsewhere: back to the traveler.
    if (link === 'no-holder' && holder !== 'self') {
      removeOwn(`code.${holder}`);
      choose('self');
    }
  }, [link, holder, choose]);

  return (
    <Page title={translate('code.title')}>
      <HolderSwitch holder={holder} onChange={choose} />
      {kept && <Announcer color={kept.answer.color} holder={holder} />}
      {kept ? (
        <>
          <CodeCard
            key={holder}
            answer={kept.answer}
            healthCode={code?.healthCode}
            moment={moment}
            endsAt={endOf(kept)}
          />
          <LinkStatus state={state} valid={code !== undefined} moment={moment} renew={renew} />
          <div lang={kept.language === language() ? undefined : kept.language}>
            <Reasons answer={kept.answer} moment={moment} />
          </div>
        </>
      ) : (
        <Waiting link={link} renew={renew} />
      )}
      <nav class="tiles" aria-label={translate('code.more')}>
        <Link href="/companions">{translate('companions.title')}</Link>
        <Link href="/password">{translate('password.title')}</Link>
        <Link href="/visits">{translate('visits.title')}</Link>
        <Link href="/account">{translate('account.title')}</Link>
        <Link href="/help">{translate('help.title')}</Link>
      </nav>
    </Page>
  );
}

/** No code on this phone yet. */
function Waiting({ link, renew }: { link: string; renew: () => void }) {
  if (link === 'no-holder') {
    return (
      <Notice kind="info" title={translate('code.noHolder.title')}>
        <p>{translate('code.noHolder.text')}</p>
        <p class="actions">
          <Link class="button" href="/apply">
            {translate('home.apply')}
          </Link>
        </p>
      </Notice>
    );
  }
  if (link === 'signed-out') {
    return (
      <Notice kind="error" live title={translate('code.signedOut.spent')}>
        <p class="actions">
          <Link class="button primary" href="/login?next=/code">
            {translate('login.title')}
          </Link>
        </p>
      </Notice>
    );
  }
  if (link === 'offline' || link === 'busy') {
    return (
      <Notice kind="error" live title={translate(`error.${link}.title`)}>
        <p>{translate(`error.${link}.text`)}</p>
        <p class="actions">
          <button type="button" class="plain" onClick={renew}>
            {translate('app.retry')}
          </button>
        </p>
      </Notice>
    );
  }
  return (
    <div class="card waiting" role="status">
      <span class="unseen">{translate('app.loading')}</span>
      <div class="band" />
      <div class="paper">
        <div class="qr-waiting" />
      </div>
    </div>
  );
}

/** Says a change of color aloud, once; the first color is read with the page. */
function Announcer({ color, holder }: { color: Color; holder: string }) {
  const [said, setSaid] = useState('');
  const before = useRef({ color, holder });
  useEffect(() => {
    const { color: was, holder: whose } = before.current;
    before.current = { color, holder };
    if (was === color && whose === holder) return;
    const key = whose === holder ? 'code.changed' : 'code.switched';
    setSaid(translate(key, { color: translate(`color.${color}`), name: nameOf(holder) }));
  }, [color, holder]);
  return (
    <p class="unseen" role="status" aria-live="assertive">
      {said}
    </p>
  );
}

const nameOf = (holder: string): string =>
  holder === 'self'
    ? translate('companions.self')
    : (knownCompanions().find((known) => known.holderId === holder)?.name ?? '');
