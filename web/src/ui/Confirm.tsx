import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { translate } from '../i18n/i18n';

export interface ConfirmHandle {
  open: () => void;
}
interface Props {
  handle: RefObject<ConfirmHandle | null>;
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
  /** What it is about, by name and value. */
  facts?: [string, string][];
}

/** Asks before something that cannot be taken back. The browser's own dialog keeps the focus inside and gives it back. */
export function Confirm({ handle, title, text, yes, onYes, facts = [] }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = () => {
    // Safari 15.3 has no dialogs of pages.
    if (dialog.current?.showModal) {
      dialog.current.showModal();
      // Read from its beginning; the buttons stay in sight.
      dialog.current.scrollTop = 0;
    } else if (window.confirm(`${title}\n\n${text}`)) onYes();
  };
  useEffect(() => {
    handle.current = { open: ask };
  });
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-label={title}>
      <h2>{title}</h2>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>{text}</p>
      <div class="actions">
        <button type="button" class="plain" onClick={close} autofocus>
          {translate('app.cancel')}
        </button>
        <button
          type="button"
          class="primary danger"
          onClick={() => {
            close();
            onYes();
          }}
        >
          {yes}
        </button>
      </div>
    </dialog>
  );
}
