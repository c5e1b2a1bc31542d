import { useEffect, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { navigate } from '../app/router';
import { IdentityFields, identityOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { useEffectEvent } from '../ui/useEffectEvent';
import { HolderView } from './HolderView';
import { ProposeMeasure } from './ProposeMeasure';
import { translateOfficer } from './texts';
import type { Assessment, Identity } from './types';

interface Props {
  /** Somebody who was followed from a list. */
  holderId: string | undefined;
  onFail: (why: Problem | undefined) => void;
  onSaid: (text: string) => void;
}

/** Somebody by their document: the color, and everything it comes from. */
export function FindHolder({ holderId, onFail, onSaid }: Props) {
  const [found, setFound] = useState<{ identity?: Identity; assessment: Assessment }>();
  const [proposing, setProposing] = useState(false);
  const [lost, setLost] = useState(false);

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
  const open = async (id: string) => {
    const assessment = await assess(id);
    if (assessment.ok) setFound((before) => ({ ...before, assessment: assessment.value }));
    else {
      setLost(true);
      onFail(assessment.problem);
    }
  };
  const refresh = () => (found ? open(found.assessment.holderId) : undefined);
  const follow = useEffectEvent((id: string) => void open(id));
  useEffect(() => {
    if (holderId) follow(holderId);
  }, [holderId, follow]);

  if (!found && holderId && !lost) return <Skeleton blocks={3} />;
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
        onSigned={(text) => {
          onSaid(text);
          void refresh();
        }}
      />
      {!found.identity ? (
        <p class="quiet">{translateOfficer('propose.document')}</p>
      ) : proposing ? (
        <ProposeMeasure
          identity={found.identity}
          onFail={onFail}
          onDone={(text) => {
            setProposing(false);
            onSaid(text);
            void refresh();
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
            if (holderId) navigate('/officer?view=find');
          }}
        >
          {translateOfficer('find.other')}
        </button>
      </p>
    </>
  );
}
