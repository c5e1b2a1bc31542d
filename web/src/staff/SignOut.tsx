import { translate } from '../i18n/i18n';
import { endShift } from '../inspector/shift';
import { endSession } from '../session/session';

/** Leaves the device to the next of the staff: nobody is signed in or at work on it any more. Visits that wait to be sent stay. */
export function SignOut({ onDone }: { onDone: () => void }) {
  const leave = () => {
    endShift();
    endSession();
    onDone();
  };
  return (
    <p class="foot">
      <button type="button" class="text" onClick={leave}>
        {translate('account.logout')}
      </button>
    </p>
  );
}
