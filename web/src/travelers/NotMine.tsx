import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import { textOf } from '../forms/FormContext';
import { phoneOf } from '../forms/PhoneField';
import { translate } from '../i18n/i18n';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';

interface Props {
  /** The form with the phone and the code of the text message. */
  form: () => HTMLFormElement | null | undefined;
  onFreed: () => void;
}

/** For whoever was given a number that had an account: the account is a stranger's, and the number becomes free. */
export function NotMine({ form, onFreed }: Props) {
  const confirm = useRef<ConfirmHandle>(null);
  const [problem, setProblem] = useState<Problem>();
  const free = async () => {
    const typed = form();
    if (!typed) return;
    const body = { phone: phoneOf(typed), smsCode: textOf(typed, 'smsCode') };
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
      <Confirm
        handle={confirm}
        title={translate('login.notMine.title')}
        text={translate('login.notMine.text')}
        yes={translate('login.notMine')}
        onYes={() => void free()}
      />
    </>
  );
}
