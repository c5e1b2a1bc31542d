import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { o } from './texts';

interface Props {
  measureId: string;
  pending?: boolean;
  onFail: (why: Problem) => void;
  onDone: () => void;
}

/** Lifts a measure or withdraws a proposal: one officer is enough, nobody is to stay red for want of a second one. */
export function Lift({ measureId, pending = false, onFail, onDone }: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const end = async () => {
    const result = await call('delete', '/api/measures/{id}', { token: session()?.token, path: { id: measureId } });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  const word = o(pending ? 'withdraw' : 'lift');
  return (
    <>
      <button type="button" class="text danger" onClick={() => confirm.current?.open()}>
        {word}
      </button>
      <Confirm
        handle={confirm}
        title={o(pending ? 'withdraw.title' : 'lift.title')}
        text={o(pending ? 'withdraw.text' : 'lift.text')}
        yes={word}
        onYes={() => {
          void end();
        }}
      />
    </>
  );
}
