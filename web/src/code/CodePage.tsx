import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Heading } from '../app/Heading';
import { Link, navigate } from '../app/router';
import { language, translate } from '../i18n/i18n';
import { readOwn, removeOwn, writeOwn } from '../session/session';
import { useEffectEvent } from '../ui/useEffectEvent';
import { CodeCard } from './CodeCard';
import { now } from './clock';
import { FullScreenCode } from './FullScreenCode';
import { family, knownCompanions } from './family';
import { fillCompanions, keptCode } from './fetchCode';
import { HolderSwitch } from './HolderSwitch';
import { InstallHint } from './InstallHint';
import { LinkStatus } from './LinkStatus';
import { Reasons } from './Reasons';
import { endOf } from './strip';
import { useColorNews } from './useColorNews';
import { useCurrentCode } from './useCurrentCode';
import { useClockWatch, useKeeper, useScreenAwake } from './useKeeper';
import { useSwipe } from './useSwipe';
import { Waiting } from './Waiting';
import './code.css';

/** The page that the whole system is for. It paints from the phone and only then asks the server, if there is anything to ask. */
export default function CodePage() {
  const [holder, setHolder] = useState(() => readOwn<string>('shown') ?? 'self');
  const choose = useEffectEvent((chosen: string) => {
    writeOwn('shown', chosen);
    setHolder(chosen);
  });
  const { renew, ...state } = useKeeper(holder);
  const { kept, link } = state;
  const code = useCurrentCode(kept);
  useClockWatch(renew);
  useScreenAwake(code !== undefined);
  useBodyClass('code-page');

  const members = family();
  const name = kept?.answer.name ?? members.find((member) => member.holder === holder)?.name ?? '';
  const title = holder === 'self' ? translate('code.title') : translate('code.titleOf', { name });
  useColorNews(holder, holder === 'self' ? translate('companions.self') : name, kept?.answer.color);

  const [large, setLarge] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  useSwipe(screen, members.length, (step) => {
    const next = members[members.findIndex((member) => member.holder === holder) + step];
    if (next) choose(next.holder);
  });

  useEffect(() => {
    // Somebody who looks for a companion's code may still need their own, which is one tap away.
    if (!kept && link === 'signed-out' && !keptCode('self')) navigate('/login?next=/code', true);
  }, [kept, link]);
  useEffect(() => {
    if (kept && link === 'idle') {
      void fillCompanions(knownCompanions().map((companion) => companion.holderId));
    }
  }, [kept, link]);
  useEffect(() => {
    // A companion who was removed elsewhere: back to the traveler.
    if (link === 'no-holder' && holder !== 'self') {
      removeOwn(`code.${holder}`);
      choose('self');
    }
  }, [link, holder, choose]);

  return (
    <main id="main">
      <div class="first-screen" ref={screen}>
        <div class="code-top">
          <Heading title={title}>
            <span dir="auto">{title}</span>
          </Heading>
          <HolderSwitch holder={holder} onChange={choose} />
          {members.length > 1 && (
            <Dots count={members.length} at={members.findIndex((member) => member.holder === holder)} />
          )}
        </div>
        {kept ? (
          <CodeCard
            key={holder}
            answer={kept.answer}
            healthCode={code?.healthCode}
            endsAt={endOf(kept)}
            label={title}
            onEnlarge={() => setLarge(true)}
          />
        ) : (
          <Waiting link={link} renew={renew} />
        )}
      </div>
      {large && code && <FullScreenCode healthCode={code.healthCode} label={title} onClose={() => setLarge(false)} />}
      {kept && (
        <>
          <LinkStatus state={state} valid={code !== undefined} renew={renew} />
          <div lang={kept.language === language() ? undefined : kept.language}>
            <Reasons answer={kept.answer} moment={now()} holder={holder} />
          </div>
        </>
      )}
      <InstallHint />
      <nav class="tiles" aria-label={translate('code.more')}>
        <Link href="/companions">{translate('companions.title')}</Link>
        <Link href="/password">{translate('password.title')}</Link>
        <Link href="/visits">{translate('visits.title')}</Link>
        <Link href="/account">{translate('account.title')}</Link>
        <Link href="/help">{translate('help.title')}</Link>
      </nav>
    </main>
  );
}

/** Which of the family shows, and that there are others to swipe to. */
function Dots({ count, at }: { count: number; at: number }) {
  return (
    <p class="dots" aria-hidden="true">
      {[...Array(count).keys()].map((index) => (
        <i key={index} class={index === at ? 'at' : undefined} />
      ))}
    </p>
  );
}

/** For styles of what is outside of the page; `:has` is younger than some phones. */
function useBodyClass(name: string): void {
  useLayoutEffect(() => {
    document.body.classList.add(name);
    return () => document.body.classList.remove(name);
  }, [name]);
}
