import { translate } from '../i18n/i18n';

/** Grey blocks in place of what is being loaded. */
export function Skeleton({ blocks = 2 }: { blocks?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{translate('app.loading')}</span>
      {[...Array(blocks).keys()].map((block) => (
        <i key={block} />
      ))}
    </div>
  );
}
