import { Link } from '../app/router';
import { language } from '../i18n/i18n';
import { translateAppeal, useAppealTexts } from './texts';

/** Beside a reason: the way to object to it, and the hotline. */
export default function AppealLink({ reason, holder }: { reason: string; holder: string }) {
  if (!useAppealTexts()) return null;
  const of = holder === 'self' ? '' : `&holder=${encodeURIComponent(holder)}`;
  return (
    <p class="actions" lang={language()}>
      <Link class="button plain" href={`/appeal?reason=${encodeURIComponent(reason)}${of}`}>
        {translateAppeal('link')}
      </Link>
      <a href="tel:12345">{translateAppeal('hotline')}</a>
    </p>
  );
}
