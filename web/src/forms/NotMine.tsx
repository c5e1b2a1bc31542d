import { useRef, useState } from 'preact/hooks';
import { type Body, call, type Problem } from '../api/call';
import { translate } from '../i18n/i18n';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';

interface Props {
  /** What the form has: the phone with the code of the text message, or the address with that of the e-mail. */
  proof: () => Body<'/api/account/not-mine', 'post'> | undefined;
  title?: string;
  text?: string;
  onFreed: () => void;
}

/** For whoever was given a number or mailbox that had an account: the account is a stranger's, and number or address become free. */
export function NotMine({
  proof,
  title = translate('login.notMine.title'),
  text = translate('login.notMine.text'),
  onFreed,
}: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const [problem, setProblem] = useState<Problem>();
  const free = async () => {
    const body = proof();
    if (!body) return;
    const result = await call('post', '/api/account/not-mine', { body });
    if (result.ok) onFreed();
    else setProblem(result.problem);
  };
  return (
    <>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      <button type="button" class="plain block" onClick={() => confirm.current?.open()}>
        {translate('login.notMine')}
      </button>
      <Confirm handle={confirm} title={title} text={text} yes={translate('login.notMine')} onYes={() => void free()} />
    </>
  );
}
