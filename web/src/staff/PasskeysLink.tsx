import { Link } from '../app/router';
import { translateStaff } from './texts';

export function PasskeysLink() {
  return (
    <p class="foot">
      <Link href="/passkeys">{translateStaff('passkeys.title')}</Link>
    </p>
  );
}
