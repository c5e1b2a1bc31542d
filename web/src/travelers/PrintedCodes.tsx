import { useRef, useState } from 'preact/hooks';
import { type Answer, call, callForPage, type Problem } from '../api/call';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { holderOfPage, knownCode } from '../code/holder';
import { date, dateTime } from '../i18n/format';
import { pair, translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { useLoad } from '../ui/useLoad';
import { Paper } from './Paper';

type Printed = Answer<'/api/printed-codes', 'get'>[number];

/** A code on paper for somebody without a phone: make one, see which ones count, revoke one that was lost. */
export default function PrintedCodes() {
  const [holder] = useState(holderOfPage);
  const [made, setMade] = useState<Document>();
  const [problem, setProblem] = useState<Problem>();
  const load = useLoad(async (token) => {
    const known = await knownCode(holder, token);
    if (!known.ok) return known;
    const { answer: person } = known.value;
    const prints = await call('get', '/api/printed-codes', { token, query: { holder: person.holderId } });
    return prints.ok ? { ok: true as const, value: { person, prints: prints.value } } : prints;
  });

  const make = async (holderId: string) => {
    const result = await callForPage('post', '/api/printed-codes', { token: session()?.token, body: { holderId } });
    setProblem(result.ok ? undefined : result.problem);
    if (!result.ok) return;
    setMade(result.value);
    announce(translate('print.made'));
    load.retry();
  };
  const revoke = async ({ printId }: Printed) => {
    const result = await call('delete', '/api/printed-codes/{printId}', { token: session()?.token, path: { printId } });
    // Somebody else of the account may have been faster.
    const gone = result.ok || result.problem.code === 'printed-code-not-found';
    setProblem(gone ? undefined : result.problem);
    if (!gone) return;
    setMade(undefined);
    announce(translate('print.revoked'));
    load.retry();
  };

  return (
    <Page title={translate('print.title')} back={holder === 'self' ? '/account' : '/companions'}>
      <p class="lead">{translate('print.lead')}</p>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      <Loaded load={load}>
        {({ person, prints }) => (
          <>
            {made ? (
              <>
                <Notice kind="done" title={translate('print.made')}>
                  <p>{translate('print.once')}</p>
                </Notice>
                <button type="button" class="primary" onClick={() => print()}>
                  {translate('print.print')}
                </button>
                <Paper page={made} />
              </>
            ) : (
              <>
                <p class="for">
                  <strong>
                    <bdi>{person.name}</bdi>
                  </strong>
                  <br />
                  <span class="quiet">
                    {translate(`idType.${person.idType}`)} <bdi>{person.idNumber}</bdi>
                  </span>
                </p>
                <button
                  type="button"
                  class="primary"
                  onClick={() => {
                    void make(person.holderId);
                  }}
                >
                  {translate('print.make')}
                </button>
              </>
            )}
            <section class="panel prints">
              <h2>{translate('print.live')}</h2>
              {prints.length === 0 ? (
                <p class="quiet">{translate('print.none')}</p>
              ) : (
                <ul class="rows">
                  {prints.map((printed) => (
                    <Row
                      key={printed.printId}
                      printed={printed}
                      revoke={() => {
                        void revoke(printed);
                      }}
                    />
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** A code ends with a day, so the last day on which it counts is the one before its end. */
const lastDay = (expiresAt: string): number => Date.parse(expiresAt) - 1;

/** In groups, as people read it from paper. */
const numberOf = (printId: string): string =>
  printId
    .toUpperCase()
    .match(/.{1,4}/g)
    ?.join(' ') ?? printId;

function Row({ printed, revoke }: { printed: Printed; revoke: () => void }) {
  const confirm = useRef<ConfirmHandle>(null);
  const number = numberOf(printed.printId);
  return (
    <li>
      <p>
        <strong>
          {translate('print.number')} <bdi>{number}</bdi>
        </strong>
      </p>
      <p class="quiet">
        {translate('print.when', { time: dateTime(printed.issuedAt) })} ·{' '}
        {translate('print.through', { date: date(lastDay(printed.expiresAt)) })}
      </p>
      <button
        type="button"
        class="text danger"
        aria-label={pair(translate('print.revoke'), number)}
        onClick={() => confirm.current?.open()}
      >
        {translate('print.revoke')}
      </button>
      <Confirm
        handle={confirm}
        title={translate('print.revoke.title', { number })}
        text={translate('print.revoke.text')}
        yes={translate('print.revoke')}
        onYes={revoke}
      />
    </li>
  );
}
