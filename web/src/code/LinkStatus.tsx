import { Link } from '../app/router';
import { moment as dayAndTime, time } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import type { KeeperState } from './keeper';
import { endOf } from './strip';

interface Props {
  state: KeeperState;
  valid: boolean;
  moment: number;
  renew: () => void;
}

/** How fresh the code is, and what is in the way if something is. Calm as long as the code works. */
export function LinkStatus({ state, valid, moment, renew }: Props) {
  const { kept, link, nextTryAt } = state;
  if (!kept) return null;
  const asOf = translate('code.asOf', { time: dayAndTime(kept.answer.assessedAt) });
  const works = valid ? translate('code.worksUntil', { time: time(endOf(kept)) }) : translate('code.spent.text');
  const wait = Math.max(1, Math.ceil(((nextTryAt ?? 0) - moment) / 1000));
  return (
    <div class="link" data-link={link}>
      {(link === 'offline' || link === 'busy') && (
        <Notice kind={valid ? 'info' : 'error'} title={translate(`code.${link}`)}>
          <p>{works}</p>
          {/* The seconds would be read aloud every second. */}
          <p class="quiet" aria-hidden="true">
            {translate('code.nextTry', { count: wait })}
          </p>
        </Notice>
      )}
      {link === 'signed-out' && (
        <Notice kind={valid ? 'info' : 'error'} title={translate(valid ? 'code.signedOut' : 'code.signedOut.spent')}>
          <p>
            {works} <Link href="/login?next=/code">{translate('login.title')}</Link>
          </p>
        </Notice>
      )}
      <p class="as-of">
        <span>{asOf}</span>
        {link !== 'signed-out' && (
          <button type="button" class="text" disabled={link === 'renewing'} onClick={renew}>
            {translate(link === 'renewing' ? 'code.renewing' : 'code.renew')}
          </button>
        )}
      </p>
    </div>
  );
}
