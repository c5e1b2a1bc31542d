import { Link } from '../app/router';
import { Page } from '../app/Page';
import { t } from '../i18n/i18n';

export default function NotFound() {
  return (
    <Page title={t('notFound.title')}>
      <p>{t('notFound.text')}</p>
      <Link class="button primary" href="/">
        {t('notFound.home')}
      </Link>
    </Page>
  );
}
