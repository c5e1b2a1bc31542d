import { translateStaff } from '../staff/texts';
import { OutcomeShape } from './OutcomeShape';
import type { Count } from './shift';

const ORDER: Count[] = ['admit', 'restrict', 'refuse', 'invalid', 'open'];

/** This shift by verdict. */
export function Counter({ counts }: { counts: Record<Count, number> }) {
  return (
    <section class="panel">
      <h2>{translateStaff('count.title')}</h2>
      <dl class="counts">
        {ORDER.filter((count) => count !== 'open' || counts.open > 0).map((count) => (
          <div key={count} data-count={count}>
            <dt>
              <OutcomeShape count={count} /> {translateStaff(`verdict.${count}`)}
            </dt>
            <dd>{counts[count]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
