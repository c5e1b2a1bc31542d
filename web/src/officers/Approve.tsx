import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { changeOf, crossingOf, nameOf, siteOf, testOf } from './measureTexts';
import { trialText } from './TrialCount';
import { translateOfficer } from './texts';
import type { Measure } from './types';
import { why } from './why';

interface Props {
  measure: Measure;
  onFail: (why: Problem) => void;
  onDone: () => void;
}

/** Signs what another officer proposed, after all of it was read once more. */
export function Approve({ measure, onFail, onDone }: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const site = siteOf(measure);
  const approve = async () => {
    const result = await call('post', site ? '/api/exposures' : '/api/measures', {
      token: session()?.token,
      body: { approves: measure.measureId },
    });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => confirm.current?.open()}>
        {translateOfficer('approve')}
      </button>
      <Confirm
        handle={confirm}
        title={translateOfficer('approve.title')}
        text={site ? translateOfficer('approve.place.text', site) : translateOfficer('approve.text')}
        facts={factsOf(measure)}
        yes={translateOfficer('approve')}
        onYes={() => {
          void approve();
        }}
      />
    </>
  );
}

/** What is being signed, once more: of whom, what, why and how long. */
function factsOf(measure: Measure): [string, string][] {
  const { kind, idType, idNumber, from, until, legalReason, note, person, trial, proposedAt, proposedBy } = measure;
  const reasons = person?.reasons.map((reason) => why(reason.code, reason.text)) ?? [];
  const facts: [string, string | undefined][] = [
    [translateOfficer('kind'), translateOfficer(`kind.${kind}`)],
    [translateOfficer('person'), person?.name],
    [idType ? translate(`idType.${idType}`) : '', idNumber],
    [translateOfficer('color'), changeOf(measure)],
    [translateOfficer('reasons'), reasons.join('\n')],
    [translateOfficer('facts'), [testOf(measure), crossingOf(measure)].filter(Boolean).join('\n')],
    [translateOfficer('trial'), trial && trialText(trial).join('\n')],
    [translateOfficer('legalReason'), legalReason.text],
    [translateOfficer('measure.from'), dateTime(from)],
    [translateOfficer('measure.until'), dateTime(until)],
    [translateOfficer('note'), note],
    [translateOfficer('proposed.by'), `${nameOf(proposedBy)}\n${dateTime(proposedAt)}`],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
