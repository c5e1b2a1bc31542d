import { translate } from '../i18n/i18n';
import { endShift, shift } from '../inspector/shift';
import { signOut } from '../session/leave';
import { endSession, session } from '../session/session';

/** Leaves the device to the next of the staff: nobody is signed in or at work on it any more. Visits that wait to be sent stay. */
export function SignOut({ onDone }: { onDone: () => void }) {
  const leave = () => {
    signOut(shift()?.token);
    signOut(session()?.token);
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
