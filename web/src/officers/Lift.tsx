import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { translateOfficer } from './texts';

interface Props {
  measureId: string;
  pending?: boolean;
  /** What it does to the color, in words. */
  change?: string | undefined;
  onFail: (why: Problem) => void;
  onDone: () => void;
}

/** Lifts a measure or withdraws a proposal: one officer is enough, nobody is to stay red for want of a second one. */
export function Lift({ measureId, pending = false, change, onFail, onDone }: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const end = async () => {
    const result = await call('delete', '/api/measures/{id}', { token: session()?.token, path: { id: measureId } });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  const word = translateOfficer(pending ? 'withdraw' : 'lift');
  return (
    <>
      <button type="button" class="text danger" onClick={() => confirm.current?.open()}>
        {word}
      </button>
      <Confirm
        handle={confirm}
        title={translateOfficer(pending ? 'withdraw.title' : 'lift.title')}
        text={translateOfficer(pending ? 'withdraw.text' : 'lift.text')}
        facts={change ? [[translateOfficer('color'), change]] : []}
        yes={word}
        onYes={() => {
          void end();
        }}
      />
    </>
  );
}
