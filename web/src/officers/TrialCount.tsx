import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/call';
import { translate } from '../i18n/i18n';
import { translateOfficer } from './texts';
import type { Trial } from './types';
import { useExposure } from './useExposure';

interface Props {
  exposureId: string;
  first: Trial;
  onFail: (why: Problem) => void;
}

/** Whom a proposed measure of a place would reach; while it is being counted, as far as it is. */
export function TrialCount({ exposureId, first, onFail }: Props) {
  const [asking] = useState(first.state === 'running');
  const { exposure } = useExposure(
    exposureId,
    asking,
    ({ trial, state }) => trial.state === 'done' || state !== 'pending',
    onFail,
  );
  const trial = exposure?.trial ?? first;
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (asking && trial.state === 'done') setSaid(translateOfficer('trial.people', { count: trial.people }));
  }, [asking, trial.state, trial.people]);
  return (
    <div class="trial" data-trial={trial.state} data-people={trial.people}>
      {trialText(trial).map((line, index) => (
        <p key={line} class={index > 0 ? 'quiet' : undefined}>
          {line}
        </p>
      ))}
      <p role="status" class="unseen">
        {said}
      </p>
    </div>
  );
}

/** How many people, from which colors to which, and how many keep theirs. */
export function trialText({ state, people, changes }: Trial): string[] {
  if (state === 'running') return [translateOfficer('trial.running', { count: people })];
  const changed = Object.entries(changes).map(([colors, count]) => ({ colors: colors.split('->'), count }));
  const kept = people - changed.reduce((sum, { count }) => sum + count, 0);
  return [
    translateOfficer('trial.people', { count: people }),
    ...changed.map(({ colors: [from, to], count }) =>
      translateOfficer('trial.change', { from: colorName(from), to: colorName(to), count }),
    ),
    ...(kept > 0 && people > 0 ? [translateOfficer('trial.same', { count: kept })] : []),
  ];
}

const colorName = (color: string | undefined) => translate(`color.${color as 'green' | 'yellow' | 'red'}`);
