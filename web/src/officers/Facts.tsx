import type { Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { pair, translate } from '../i18n/i18n';
import { Lift } from './Lift';
import { portName } from './ports';
import { translateOfficer } from './texts';
import type { Assessment } from './types';

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
      <h2>{translateOfficer('facts')}</h2>
      {facts.length === 0 ? (
        <p class="quiet">{translateOfficer('facts.none')}</p>
      ) : (
        <ul class="rows">
          {facts.map((fact) => (
            <li key={[fact.at, fact.type, fact.accession, fact.measureId, fact.port].join()} data-fact={fact.type}>
              <What fact={fact} />
              {fact.effects.map((effect) => (
                <p class="effect" key={effect.reason + effect.from}>
                  {translate(`color.${effect.color}`)} · {translateOfficer('from', { time: dateTime(effect.from) })}
                  {effect.end && <> {translateOfficer('until', { time: dateTime(effect.end) })}</>} ·{' '}
                  {translateOfficer(effect.active ? 'active' : 'over')}
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
  const {
    type,
    at,
    port,
    direction,
    assay,
    result,
    pooled,
    laboratory,
    laboratoryName,
    accession,
    kind,
    legalReason,
    liftedAt,
    revision,
    notCounted,
  } = fact;
  return (
    <>
      <p>
        <strong>
          {type === 'crossing' &&
            translateOfficer(direction === 'exit' ? 'exit' : 'entry', { port: portName(port ?? '') })}
          {type === 'result' && assay && result && (
            <>
              {pair(translate(`assay.${assay}`), translate(`result.${result}`))}
              {pooled && <> ({translateOfficer('pooled')})</>}
            </>
          )}
          {type === 'measure' && kind && translateOfficer(`kind.${kind}`)}
        </strong>
      </p>
      <p class="quiet">
        {dateTime(at)}
        {laboratory && (
          <>
            {' '}
            ·{' '}
            <bdi>
              {laboratoryName ?? laboratory} {accession}
            </bdi>
            {revision && <>, {translateOfficer('revision', { number: revision })}</>}
          </>
        )}
      </p>
      {legalReason && (
        <p class="quiet" dir="auto">
          {legalReason.text}
        </p>
      )}
      {liftedAt && <p class="quiet">{translateOfficer('liftedAt', { time: dateTime(liftedAt) })}</p>}
      {notCounted && <p class="quiet">{translateOfficer(`not.${notCounted}`)}</p>}
    </>
  );
}
