import { Heading } from '../app/Heading';
import { Link } from '../app/router';
import { keptCode } from '../code/fetchCode';
import { translate } from '../i18n/i18n';

/** Who this is for, and the two ways in. */
export default function Home() {
  const known = keptCode('self') !== undefined;
  return (
    <main id="main" class="home">
      <div class="hero">
        <HeroPicture />
        <Heading title={translate('app.name')}>{translate('home.title')}</Heading>
        <p class="lead">{translate('home.lead')}</p>
      </div>
      <div class="home-actions">
        {known && (
          <Link class="button primary" href="/code">
            {translate('home.open')}
          </Link>
        )}
        <Link class={known ? 'button plain' : 'button primary'} href="/apply">
          {translate('home.apply')}
        </Link>
        {!known && (
          <Link class="button plain" href="/login">
            {translate('home.login')}
          </Link>
        )}
      </div>
      <section class="panel">
        <h2>{translate('home.who')}</h2>
        <ul class="ticks">
          <li>{translate('home.who.passport')}</li>
          <li>{translate('home.who.taiwan')}</li>
          <li>{translate('home.who.hongKong')}</li>
        </ul>
        <p class="quiet">{translate('home.who.not')}</p>
      </section>
      <section class="panel">
        <h2>{translate('home.how')}</h2>
        <ol class="steps">
          <li>{translate('home.how.1')}</li>
          <li>{translate('home.how.2')}</li>
          <li>{translate('home.how.3')}</li>
        </ol>
      </section>
      <p class="foot">
        <Link href="/help">{translate('help.title')}</Link>
      </p>
      {/* No `Link`: inspectors' pages have a policy of their own, and a policy belongs to the document. */}
      <p class="foot">
        <a href="/inspector">{translate('home.staff')}</a>
      </p>
    </main>
  );
}

/** Three shapes and a code: what the service is, without a word. */
function HeroPicture() {
  return (
    <svg class="hero-picture" viewBox="0 0 120 132" aria-hidden="true">
      <rect class="frame" x="4" y="4" width="112" height="124" rx="18" />
      <rect class="sheet" x="16" y="40" width="88" height="76" rx="8" />
      <circle class="tick" cx="60" cy="22" r="12" />
      <path class="tick-sign" d="m54 22 5 5 8-10" />
      <path
        class="dots"
        d="M28 52h16v16H28zM76 52h16v16H76zM28 88h16v16H28zM52 52h6v6h-6zM62 60h6v6h-6zM52 70h6v12h-6zM62 76h12v6H62zM80 74h12v6H80zM52 90h10v6H52zM66 88h8v16h-8zM80 86h6v18h-6zM90 92h6v6h-6zM28 74h6v6h-6zM40 76h6v6h-6z"
      />
    </svg>
  );
}
