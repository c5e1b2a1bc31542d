import { useState } from 'preact/hooks';
import type { Problem } from '../api/call';
import { Exposed } from './Exposed';
import { translateOfficer } from './texts';
import type { Exposure } from './types';
import { useExposure } from './useExposure';

interface Props {
  exposureId: string;
  open: boolean;
  onFail: (why: Problem) => void;
}

/** How far the work on everyone who was at a place is: how many of how many were marked and told, and who they are. */
export function Progress({ exposureId, open, onFail }: Props) {
  const [asking, setAsking] = useState(open);
  const [listing, setListing] = useState(false);
  const { exposure, lost } = useExposure(exposureId, asking, ({ finishedAt }) => finishedAt !== undefined, onFail);

  return (
    <>
      {asking && (
        <div class="progress" data-progress={exposure?.state}>
          <p role="status">
            {lost ? translateOfficer('progress.lost') : exposure && translateOfficer(wordOf(exposure.state))}
          </p>
          {exposure && (
            <>
              <progress
                max={Math.max(exposure.trial.people, exposure.people, 1)}
                value={exposure.people}
                aria-hidden="true"
              />
              <p class="quiet">
                {translateOfficer('progress.people', {
                  people: exposure.people,
                  of: Math.max(exposure.trial.people, exposure.people),
                  told: exposure.told,
                })}
              </p>
            </>
          )}
        </div>
      )}
      {listing && <Exposed exposureId={exposureId} onFail={onFail} />}
      {(!asking || !listing) && (
        <p class="actions">
          {!asking && (
            <button type="button" class="text" onClick={() => setAsking(true)}>
              {translateOfficer('progress')}
            </button>
          )}
          {!listing && (
            <button type="button" class="text" onClick={() => setListing(true)}>
              {translateOfficer('exposed')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

const wordOf = (state: Exposure['state']) =>
  state === 'running' ? 'progress.running' : state === 'done' ? 'progress.done' : 'lifted.place';
