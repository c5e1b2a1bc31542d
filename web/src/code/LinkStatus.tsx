import { useEffect, useState } from 'preact/hooks';
import { Link } from '../app/router';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import { now } from './clock';
import type { KeeperState } from './keeper';
import { endOf } from './strip';
import { everySecond } from './ticks';

interface Props {
  state: KeeperState;
  valid: boolean;
  renew: () => void;
}

/** How fresh the code is, and what is in the way if something is. Calm as long as the code works. */
export function LinkStatus({ state, valid, renew }: Props) {
  const { kept, link, nextTryAt = 0 } = state;
  if (!kept) return null;
  const works = valid ? translate('code.worksUntil', { time: dateTime(endOf(kept)) }) : translate('code.spent.text');
  return (
    <div class="link" data-link={link}>
      {(link === 'offline' || link === 'busy') && (
        <Notice kind={valid ? 'info' : 'error'} title={translate(`code.${link}`)}>
          <p>{works}</p>
          <Countdown until={nextTryAt} />
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
        <span>{translate('code.asOf', { time: dateTime(kept.answer.assessedAt) })}</span>
        {link !== 'signed-out' && (
          <button type="button" class="text" disabled={link === 'renewing'} onClick={renew}>
            {translate(link === 'renewing' ? 'code.renewing' : 'code.renew')}
          </button>
        )}
      </p>
    </div>
  );
}

/** Seconds until the next try; hidden from screen readers, which would read every one of them. */
function Countdown({ until }: { until: number }) {
  const [moment, setMoment] = useState(now);
  useEffect(() => everySecond(() => setMoment(now())), []);
  return (
    <p class="quiet" aria-hidden="true">
      {translate('code.nextTry', { count: Math.max(1, Math.ceil((until - moment) / 1000)) })}
    </p>
  );
}
