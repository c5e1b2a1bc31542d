import { useState } from 'preact/hooks';
import { type Answer, type Body, call, type Problem } from '../api/call';
import { TextArea } from '../appeals/TextArea';
import { translateAppeal } from '../appeals/texts';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Notice } from '../ui/Notice';
import { translateOfficer } from './texts';

type Details = Answer<'/api/appeals/{id}', 'get'>;
type Request = Body<'/api/appeals/{id}/answers', 'post'>;
type Decision = Request['decision'];

const BECAUSE = ['facts-confirmed', 'rule-applies', 'tests-missing', 'nothing-to-check', 'no-longer-held'] as const;

interface Props {
  details: Details;
  onRefused: (why: Problem) => void;
  onDone: () => void;
}

/** What an officer can do with an appeal as it stands. The call names the version that was read: another officer may be faster. */
export function AppealDecision({ details, onRefused, onDone }: Props) {
  const { appeal, acts, liftable, results } = details;
  const options = decisionsOf(details);
  const [decision, setDecision] = useState<Decision | undefined>(options.length === 1 ? options[0] : undefined);
  const send = async (form: HTMLFormElement) => {
    const message = textOf(form, 'message');
    const sample = results[Number(textOf(form, 'accession'))];
    const body: Request = {
      decision: textOf(form, 'decision') as Decision,
      version: appeal.version,
      ...(decision === 'lift' ? { measureId: textOf(form, 'measureId') } : {}),
      ...(decision === 'ask-laboratory' && sample
        ? { laboratory: sample.laboratory, accession: sample.accession }
        : {}),
      ...(decision === 'refuse' ? { because: textOf(form, 'because') as NonNullable<Request['because']> } : {}),
      ...(message ? { message } : {}),
    };
    const result = await call('post', '/api/appeals/{id}/answers', {
      token: session()?.token,
      path: { id: appeal.appealId },
      body,
    });
    if (!result.ok && result.problem.code === 'already-decided') onRefused(result.problem);
    return result;
  };
  return (
    <section class="panel">
      <h2>{translateAppeal('decide')}</h2>
      {appeal.state === 'lift-proposed' && proposedByYou(acts) && <Notice kind="info" title={translateAppeal('own')} />}
      <Form submit={translateAppeal('decide.send')} send={send} onDone={onDone} onSignedOut={onRefused}>
        <SelectField
          name="decision"
          label={translateAppeal('decide')}
          value={decision ?? ''}
          onChange={(chosen) => setDecision(chosen as Decision)}
          options={options.map((each) => [each, translateAppeal(`decision.${each}`)])}
          open
        />
        {decision === 'lift' && (
          <SelectField
            name="measureId"
            label={translateAppeal('measure')}
            options={liftable.map(({ measureId, kind, from }) => [
              measureId,
              `${translateOfficer(`kind.${kind}`)} · ${translateOfficer('from', { time: dateTime(from) })}`,
            ])}
          />
        )}
        {decision === 'ask-laboratory' && (
          <SelectField
            name="accession"
            label={translateAppeal('sample')}
            options={results.map(({ laboratory, laboratoryName, accession, sampledAt }, index) => [
              String(index),
              `${laboratoryName ?? laboratory} · ${accession} · ${translate('code.sampled', { time: dateTime(sampledAt) })}`,
            ])}
          />
        )}
        {decision === 'refuse' && (
          <SelectField
            name="because"
            label={translateAppeal('because')}
            options={BECAUSE.map((each) => [each, translateAppeal(`because.${each}`)])}
            open
          />
        )}
        {decision !== 'approve-lift' && decision !== undefined && (
          <TextArea
            name="message"
            label={translateAppeal('message')}
            hint={translateAppeal('message.hint')}
            required={false}
          />
        )}
      </Form>
    </section>
  );
}

/** Who proposed a lift cannot agree to it. */
const proposedByYou = (acts: Details['acts']): boolean => acts[acts.length - 1]?.byYou ?? false;

/** What fits to the state of the appeal and to the facts behind its reason. */
function decisionsOf({ appeal, acts, liftable, results }: Details): Decision[] {
  if (appeal.state === 'lift-proposed')
    return proposedByYou(acts) ? ['decline-lift'] : ['approve-lift', 'decline-lift'];
  return [
    ...(liftable.length > 0 ? (['lift'] as const) : []),
    ...(results.length > 0 ? (['ask-laboratory'] as const) : []),
    'refuse',
  ];
}
