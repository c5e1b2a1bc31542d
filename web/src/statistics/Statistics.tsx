import { useEffect, useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { Page } from '../app/Page';
import { date } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { TextSet, useTexts } from '../i18n/textSet';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { Skeleton } from '../ui/Skeleton';
import type en from './locales/en.json';
import './statistics.css';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

type Numbers = Answer<'/api/statistics', 'get'>;
type Row = Numbers['days'][number]['kinds'][number];

const COLORS = ['green', 'yellow', 'red'] as const;
const DAYS = 28;

/** How many people were scanned, by day, kind of place and color. The chart is a table, so that it prints and reads aloud as it is. */
export default function Statistics() {
  const ready = useTexts(texts);
  const [numbers, setNumbers] = useState<Numbers>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    void call('get', '/api/statistics', { query: { days: DAYS } }).then((result) => {
      if (result.ok) setNumbers(result.value);
      else setProblem(result.problem);
    });
  }, []);
  if (!ready)
    return (
      <Page title="" back="/">
        <Skeleton blocks={3} />
      </Page>
    );
  return (
    <Page title={texts.translate('title')} back="/">
      <p class="lead">{texts.translate('lead')}</p>
      {problem && (
        <Notice kind="error" title={texts.translate('failed')}>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {numbers ? <Charts numbers={numbers} /> : !problem && <Skeleton blocks={3} />}
    </Page>
  );
}

function Charts({ numbers: { days, leastPeople, roundedTo } }: { numbers: Numbers }) {
  const [kind, setKind] = useState('port');
  const few = texts.translate('few', { count: leastPeople });
  const rows = days.flatMap((day) =>
    day.kinds.filter((row) => row.placeKind === kind).map((row) => ({ ...row, day: day.day })),
  );
  const most = Math.max(1, ...rows.flatMap((row) => COLORS.map((color) => row[color] ?? 0)));
  return (
    <>
      <p class="quiet">{texts.translate('rounded', { step: roundedTo, count: leastPeople })}</p>
      {days.length === 0 ? (
        <p class="empty">{texts.translate('none')}</p>
      ) : (
        <section class="panel">
          <p>
            <label for="kind">{texts.translate('kind')}</label>
            <select id="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              {days[0]?.kinds.map(({ placeKind }) => (
                <option key={placeKind} value={placeKind}>
                  {texts.translate(`kind.${placeKind}` as keyof typeof en)}
                </option>
              ))}
            </select>
          </p>
          <table class="statistics">
            <caption>
              {texts.translate('caption', { kind: texts.translate(`kind.${kind}` as keyof typeof en) })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{texts.translate('day')}</th>
                {COLORS.map((color) => (
                  <th scope="col" key={color}>
                    {translate(`color.${color}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.day}>
                  <th scope="row">{date(`${row.day}T12:00:00+08:00`)}</th>
                  {COLORS.map((color) => (
                    <Cell key={color} color={color} row={row} most={most} few={few} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p>
        <a href={`/api/statistics?format=csv&days=92`} download="ghc-statistics.csv">
          {texts.translate('csv')}
        </a>
      </p>
    </>
  );
}

/** A number and its bar. The bar repeats the number for the eye and is silent. */
function Cell({ color, row, most, few }: { color: (typeof COLORS)[number]; row: Row; most: number; few: string }) {
  const people = row[color];
  return (
    <td>
      {people ?? <span class="quiet">{few}</span>}
      {people !== undefined && (
        <i class={`bar ${color}`} style={{ inlineSize: `${(people / most) * 100}%` }} aria-hidden="true" />
      )}
    </td>
  );
}
