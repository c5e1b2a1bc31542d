import { Page } from '../app/Page';
import { useAddress } from '../app/router';
import { translate } from '../i18n/i18n';
import { TextSet, useTexts } from '../i18n/textSet';
import { Skeleton } from '../ui/Skeleton';
import type en from './locales/en.json';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** How many paragraphs each of these pages has. */
const PAGES = { privacy: 6, accessibility: 3, terms: 5, contact: 4 } as const;
type Topic = keyof typeof PAGES;

/** What everybody may want to know of a public service: what becomes of their data, whom it serves, on what terms, and whom to ask. */
export default function About() {
  const ready = useTexts(texts);
  const topic = useAddress().path.slice(1) as Topic;
  return (
    <Page title={translate(`about.${topic}`)} back="/">
      <section class="panel">
        {ready ? (
          [...Array(PAGES[topic]).keys()].map((index) => (
            <p key={index}>{texts.translate(`${topic}.${index + 1}` as keyof typeof en)}</p>
          ))
        ) : (
          <Skeleton blocks={3} />
        )}
      </section>
    </Page>
  );
}
