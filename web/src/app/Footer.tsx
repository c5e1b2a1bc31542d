import { translate } from '../i18n/i18n';
import { Link } from './router';

const TOPICS = ['privacy', 'accessibility', 'terms', 'contact', 'statistics'] as const;

/** Below every page: whom to call, and what everybody may want to know. */
export function Footer() {
  return (
    <footer class="footer">
      <ul>
        <li>
          <a href="tel:12345">{translate('foot.hotline')}</a>
        </li>
        {TOPICS.map((topic) => (
          <li key={topic}>
            <Link href={`/${topic}`}>{translate(`about.${topic}`)}</Link>
          </li>
        ))}
      </ul>
    </footer>
  );
}
