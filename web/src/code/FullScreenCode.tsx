import { useLayoutEffect, useRef } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { Qr } from './Qr';

interface Props {
  healthCode: string;
  label: string;
  onClose: () => void;
}

/** The code alone on a white screen, as large as the screen allows. A tap anywhere, Escape or "back" closes it. */
export function FullScreenCode({ healthCode, label, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once, so that no key falls between what is seen and what listens.
  useLayoutEffect(() => {
    // Safari 15.3 has no dialogs of pages; the code covers the page all the same.
    if (dialog.current?.showModal) dialog.current.showModal();
    else dialog.current?.setAttribute('open', '');
  }, []);
  return (
    <dialog class="full-screen" ref={dialog} onClose={onClose} aria-label={label}>
      <button type="button" class="bare" autofocus aria-label={translate('code.small')} onClick={onClose}>
        <Qr text={healthCode} label={label} />
      </button>
    </dialog>
  );
}
