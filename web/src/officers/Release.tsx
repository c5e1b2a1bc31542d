import { useRef } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { translateOfficer } from './texts';

interface Props {
  holderId: string;
  onFail: (why: Problem) => void;
  onDone: () => void;
}

/** Frees a document from the phone that shows it, for whoever brings the document itself: their code may be on a stranger's phone. */
export function Release({ holderId, onFail, onDone }: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const release = async () => {
    const result = await call('post', '/api/holders/{holderId}/release', {
      token: session()?.token,
      path: { holderId },
      body: { reason: 'document-shown' },
    });
    if (result.ok) onDone();
    else onFail(result.problem);
  };
  return (
    <section class="panel release">
      <h2>{translateOfficer('release')}</h2>
      <p>{translateOfficer('release.text')}</p>
      <button type="button" class="plain danger" onClick={() => confirm.current?.open()}>
        {translateOfficer('release.submit')}
      </button>
      <Confirm
        handle={confirm}
        title={translateOfficer('release.title')}
        text={translateOfficer('release.confirm')}
        yes={translateOfficer('release.submit')}
        onYes={() => void release()}
      />
    </section>
  );
}
