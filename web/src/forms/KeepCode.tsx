import { useId } from 'preact/hooks';
import { translate } from '../i18n/i18n';

/** Whether this phone goes on showing the codes; on by default, since most phones are their owner's. */
export function KeepCode() {
  const id = useId();
  return (
    <div>
      <label class="check">
        <input type="checkbox" name="keepCode" defaultChecked aria-describedby={id} />
        {translate('keep.label')}
      </label>
      <p class="quiet" id={id}>
        {translate('keep.hint')}
      </p>
    </div>
  );
}

export const keepCodeOf = (form: HTMLFormElement): boolean => new FormData(form).has('keepCode');
