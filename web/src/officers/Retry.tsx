import { translate } from '../i18n/i18n';

/** In place of a list that could not be read: that is not an empty one, and what was read before may be old. */
export const Retry = ({ onRetry }: { onRetry: () => void }) => (
  <p class="actions">
    <button type="button" class="plain" onClick={onRetry}>
      {translate('app.retry')}
    </button>
  </p>
);
