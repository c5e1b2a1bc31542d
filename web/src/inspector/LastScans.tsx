import { time } from '../i18n/format';
import { translateStaff } from '../staff/texts';
import type { Shown } from './judge';
import { countOf } from './judge';
import { OutcomeShape } from './OutcomeShape';

export interface Scan {
  judgment: Shown;
  at: number;
  number: number;
}

/** How many are kept, in the memory of the page alone: names are of no use after the next few people. */
export const MOST = 10;

/** The last ones, newest first, for whoever pressed "next" too soon. */
export function LastScans({ scans }: { scans: Scan[] }) {
  if (scans.length === 0) return null;
  return (
    <section class="panel last-scans">
      <h2>{translateStaff('last.title')}</h2>
      <ol class="rows">
        {scans.map(({ judgment, at, number }) => (
          <li key={number} data-scan={countOf(judgment)}>
            <OutcomeShape count={countOf(judgment)} />
            <span>
              {translateStaff(`verdict.${countOf(judgment)}`)}
              {judgment.kind !== 'invalid' && (
                <>
                  {' '}
                  · <bdi>{judgment.name}</bdi>
                </>
              )}
            </span>
            <time class="quiet">{time(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
