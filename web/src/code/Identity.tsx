import { useState } from 'preact/hooks';
import type { HealthCode } from '../api/types';
import { translate } from '../i18n/i18n';
import { readOwn, writeOwn } from '../session/session';
import { maskName } from './mask';

const HIDDEN = 'nameHidden';

/** Name and document, to be compared with the document that is shown. The name is there in full unless the traveler chose otherwise; this phone remembers that. */
export function Identity({ answer }: { answer: HealthCode }) {
  const [hidden, setHidden] = useState(() => readOwn<boolean>(HIDDEN) ?? false);
  const toggle = () => {
    writeOwn(HIDDEN, !hidden);
    setHidden(!hidden);
  };
  return (
    <div class="identity">
      <p class="who">
        <strong>
          <bdi>{hidden ? maskName(answer.name) : answer.name}</bdi>
        </strong>
        <span>
          {translate(`idType.${answer.idType}.short`)} <bdi>{answer.idNumber}</bdi>
        </span>
      </p>
      <button
        type="button"
        class="bare eye"
        aria-pressed={hidden}
        aria-label={translate('code.hideName')}
        onClick={toggle}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z" />
          <circle cx="12" cy="12" r="3" />
          {hidden && <path d="M4 20 20 4" />}
        </svg>
      </button>
    </div>
  );
}
