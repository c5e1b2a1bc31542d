import { Page } from '../app/Page';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';

export default function NotFound() {
  return (
    <Page title={translate('notFound.title')}>
      <p>{translate('notFound.text')}</p>
      <Link class="button primary" href="/">
        {translate('notFound.home')}
      </Link>
    </Page>
  );
}
