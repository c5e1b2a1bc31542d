import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Color } from '../api/types';

type AppealLink = FunctionComponent<{ reason: string; holder: string }>;

/** The way to appeal, loaded by whoever is not green: no other traveler has a use for it. */
export function useAppealLink(color: Color): AppealLink | undefined {
  const [found, setFound] = useState<{ link: AppealLink }>();
  const wanted = color !== 'green';
  useEffect(() => {
    if (wanted)
      void import('../appeals/AppealLink').then(
        (module) => setFound({ link: module.default }),
        () => undefined,
      );
  }, [wanted]);
  return wanted ? found?.link : undefined;
}
