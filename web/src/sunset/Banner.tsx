import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import type { Answer } from '../api/call';
import { announce } from '../app/Announcer';
import { Link, useAddress } from '../app/router';
import { date, dateTime } from '../i18n/format';
import { onLanguage } from '../i18n/i18n';
import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';
import './sunset.css';

export type Sunset = Answer<'/api/sunset', 'get'>;

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Where nobody new is taken in once applications are closed. */
const APPLYING = ['/apply', '/family', '/companions/add'];

/** Above the page and below its header, where no page draws it anew. */
export function show(sunset: Sunset): void {
  const place = document.createElement('div');
  document.querySelector('#app > header')?.after(place);
  render(<Banner {...sunset} />, place);
}

/** One sentence, and the dates behind it. Where it matters now, where people apply, they are open. */
function Banner({ phase, closesAt = '', freezesAt = '', exportUntil = '', wipesFrom = '' }: Sunset) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onLanguage(() => redraw(undefined)), []);
  const ready = useTexts(texts);
  const { path } = useAddress();
  // Applications close by the clock, codes end when two administrators have signed: only the service knows.
  const isClosed = Date.parse(closesAt) <= Date.now();
  const said = !ready
    ? ''
    : phase === 'frozen'
      ? texts.translate('frozen', { date: date(exportUntil) })
      : phase === 'ended' || phase === 'wiping'
        ? texts.translate('ended')
        : texts.translate(isClosed ? 'closed' : 'announced', { closes: date(closesAt), ends: date(freezesAt) });
  useEffect(() => {
    if (said) announce(said);
  }, [said]);
  const isRefused = said !== '' && isClosed && APPLYING.includes(path.replace(/\/$/, ''));
  // Nobody fills in a form that is refused at its end. The style sheet hides it; the ways back and to sign in stay.
  useEffect(() => {
    document.documentElement.toggleAttribute('data-closed', isRefused);
  }, [isRefused]);
  if (!said) return null;
  return (
    <aside class="sunset" aria-label={texts.translate('title')}>
      <details open={isRefused}>
        <summary>{said}</summary>
        <ul>
          <li>{texts.translate('date.closes', { time: dateTime(closesAt) })}</li>
          <li>{texts.translate('date.freezes', { time: dateTime(freezesAt) })}</li>
          <li>{texts.translate('date.export', { time: dateTime(exportUntil) })}</li>
          <li>{texts.translate('date.wipes', { time: dateTime(wipesFrom) })}</li>
        </ul>
        {phase !== 'ended' && phase !== 'wiping' && <Link href="/account">{texts.translate('export')}</Link>}
      </details>
    </aside>
  );
}
