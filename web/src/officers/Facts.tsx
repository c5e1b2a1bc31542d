import type { Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { t } from '../i18n/i18n';
import type { Assessment } from './FindHolder';
import { Lift } from './Lift';
import { o } from './texts';

type Fact = Assessment['facts'][number];
interface Props {
  facts: Fact[];
  onFail: (why: Problem) => void;
  onLifted: () => void;
}

/** What is known of somebody, and what each part of it does to the color. */
export function Facts({ facts, onFail, onLifted }: Props) {
  return (
    <section class="panel">
      <h2>{o('facts')}</h2>
      {facts.length === 0 ? (
        <p class="quiet">{o('facts.none')}</p>
      ) : (
        <ul class="rows">
          {facts.map((fact, index) => (
            <li key={`${fact.at}${index}`} data-fact={fact.type}>
              <What fact={fact} />
              {fact.effects.map((effect) => (
                <p class="effect" key={effect.reason + effect.from}>
                  {t(`color.${effect.color}`)} · {o('from', { time: dateTime(effect.from) })}
                  {effect.end && <> {o('until', { time: dateTime(effect.end) })}</>} ·{' '}
                  {o(effect.active ? 'active' : 'over')} <code>{effect.rule}</code>
                </p>
              ))}
              {fact.type === 'measure' && fact.measureId && !fact.liftedAt && (
                <Lift measureId={fact.measureId} onFail={onFail} onDone={onLifted} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function What({ fact }: { fact: Fact }) {
  const { type, at, port, direction, assay, result, pooled, laboratory, accession, kind, legalReason, liftedAt } = fact;
  return (
    <>
      <p>
        <strong>
          {type === 'crossing' && o(direction === 'exit' ? 'exit' : 'entry', { port: port ?? '' })}
          {type === 'result' && assay && result && (
            <>
              {t(`assay.${assay}`)}: {t(`result.${result}`)}
              {pooled && <> ({o('pooled')})</>}
            </>
          )}
          {type === 'measure' && kind && o(`kind.${kind}`)}
        </strong>
      </p>
      <p class="quiet">
        {dateTime(at)}
        {laboratory && (
          <>
            {' '}
            ·{' '}
            <bdi>
              {laboratory} {accession}
            </bdi>
          </>
        )}
      </p>
      {legalReason && (
        <p class="quiet" dir="auto">
          {legalReason.text}
        </p>
      )}
      {liftedAt && <p class="quiet">{o('liftedAt', { time: dateTime(liftedAt) })}</p>}
    </>
  );
}
