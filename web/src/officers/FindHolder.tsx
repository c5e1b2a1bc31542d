import { useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { IdentityFields, identityOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { session } from '../session/session';
import { HolderView } from './HolderView';
import { ProposeMeasure } from './ProposeMeasure';
import { translateOfficer } from './texts';
import type { Assessment, Identity } from './types';

interface Props {
  onFail: (why: Problem | undefined) => void;
  onSaid: (text: string) => void;
}

/** Somebody by their document: the color, and everything it comes from. */
export function FindHolder({ onFail, onSaid }: Props) {
  const [found, setFound] = useState<{ identity: Identity; assessment: Assessment }>();
  const [proposing, setProposing] = useState(false);

  const assess = (holderId: string) =>
    call('get', '/api/holders/{holderId}/assessment', { token: session()?.token, path: { holderId } });
  const find = async (form: HTMLFormElement) => {
    const identity = identityOf(form);
    onFail(undefined);
    onSaid('');
    const holder = await call('post', '/api/holders/find', { token: session()?.token, body: identity });
    if (!holder.ok) return holder;
    const assessment = await assess(holder.value.holderId);
    if (assessment.ok) setFound({ identity, assessment: assessment.value });
    return assessment;
  };
  const refresh = async () => {
    if (!found) return;
    const assessment = await assess(found.assessment.holderId);
    if (assessment.ok) setFound({ ...found, assessment: assessment.value });
    else onFail(assessment.problem);
  };

  if (!found) {
    return (
      <Form
        submit={translateOfficer('find')}
        send={find}
        onDone={() => undefined}
        onSignedOut={onFail}
        fields={{ 'holder-not-found': 'idNumber' }}
      >
        <p class="lead">{translateOfficer('find.lead')}</p>
        <IdentityFields />
      </Form>
    );
  }
  return (
    <>
      <HolderView
        assessment={found.assessment}
        onFail={onFail}
        onLifted={() => {
          onSaid(translateOfficer('lifted'));
          void refresh();
        }}
        onReleased={() => {
          onSaid(translateOfficer('released'));
          void refresh();
        }}
      />
      {proposing ? (
        <ProposeMeasure
          identity={found.identity}
          onFail={onFail}
          onDone={(text) => {
            setProposing(false);
            onSaid(text);
            scrollTo(0, 0);
          }}
        />
      ) : (
        <button
          type="button"
          class="primary"
          onClick={() => {
            onSaid('');
            setProposing(true);
          }}
        >
          {translateOfficer('propose')}
        </button>
      )}
      <p class="actions">
        <button
          type="button"
          class="plain"
          onClick={() => {
            onSaid('');
            void refresh();
          }}
        >
          {translateOfficer('refresh')}
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => {
            onSaid('');
            setProposing(false);
            setFound(undefined);
          }}
        >
          {translateOfficer('find.other')}
        </button>
      </p>
    </>
  );
}
