import { LANGUAGES, type Language, language, setLanguage, translate } from '../i18n/i18n';
import { Link } from './router';

/** The name of the service and, top right, the language. */
export function Header() {
  const choose = (select: HTMLSelectElement) => {
    // Not on this phone, and no network to fetch it.
    setLanguage(select.value as Language).catch(() => {
      select.value = language();
    });
  };
  return (
    <header class="site">
      <Link class="site-name" href="/">
        {translate('app.name')}
      </Link>
      <label class="language">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.500-2.600-3.700-5.600-3.700-9s1.200-6.400 3.700-9ZM3.500 9h17M3.500 15h17" />
        </svg>
        <span class="unseen">{translate('app.language')}</span>
        <select value={language()} onChange={(event) => choose(event.currentTarget)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
