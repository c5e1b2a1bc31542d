import { useEffect, useReducer } from 'preact/hooks';
import { onLanguage, t } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import { Outlet, usePath } from './router';
import { routeOf } from './routes';
import { Header } from './Header';

export function App() {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onLanguage(() => redraw(undefined)), []);
  const route = routeOf(usePath());
  return (
    <>
      <a class="skip" href="#main">
        {t('app.skip')}
      </a>
      <Header />
      <Outlet
        route={route}
        failed={
          <main id="main">
            <Notice kind="error" title={t('error.page.title')}>
              {t('error.page.text')}
            </Notice>
          </main>
        }
      />
    </>
  );
}
