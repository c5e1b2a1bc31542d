import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import type { Link as LinkState } from './keeper';

/** In place of the code while none is on this phone: that it is coming, or why it is not and what to do. */
export function Waiting({ link, renew }: { link: LinkState; renew: () => void }) {
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
        <div class="qr-box qr-waiting" />
      </div>
    </div>
  );
}
