import { useEffect, useReducer } from 'preact/hooks';
import { onLanguage, translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import { Announcer } from './Announcer';
import { Footer } from './Footer';
import { Header } from './Header';
import { Outlet, prepare, useAddress, useHistory } from './router';
import { routeOf } from './routes';

const LEADS_TO_CODE = ['/login', '/apply'];

export function App() {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onLanguage(() => redraw(undefined)), []);
  useHistory();
  const { path } = useAddress();
  const route = routeOf(path);
  useEffect(() => {
    // While somebody types, the page that follows is loaded.
    if (LEADS_TO_CODE.includes(path)) prepare(routeOf('/code')).catch(() => undefined);
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        {translate('app.skip')}
      </a>
      <Header />
      <Outlet
        route={route}
        failed={
          <main id="main">
            <Notice kind="error" title={translate('error.page.title')}>
              {translate('error.page.text')}
            </Notice>
          </main>
        }
      />
      <Footer />
      <Announcer />
    </>
  );
}
