import { useEffect, useState } from 'preact/hooks';
import { canInstall, install, onInstallOffered } from '../app/install';
import { translate } from '../i18n/i18n';
import { recall, retain } from '../session/storage';
import { Notice } from '../ui/Notice';

const DECLINED = 'ghc.install';

/** Offers a place on the home screen where the browser does, until somebody says no. */
export function InstallHint() {
  const [, redraw] = useState({});
  useEffect(() => onInstallOffered(() => redraw({})), []);
  if (!canInstall() || recall(DECLINED)) return null;
  const answer = (yes: boolean) => {
    if (yes) void install();
    else retain(DECLINED, 'no');
    redraw({});
  };
  return (
    <div class="install">
      <Notice kind="info">
        <p>{translate('install.text')}</p>
        <p class="actions">
          <button type="button" class="plain small" onClick={() => answer(true)}>
            {translate('install.yes')}
          </button>
          <button type="button" class="text" onClick={() => answer(false)}>
            {translate('install.no')}
          </button>
        </p>
      </Notice>
    </div>
  );
}
