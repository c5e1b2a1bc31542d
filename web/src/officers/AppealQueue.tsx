import { useState } from 'preact/hooks';
import { type Answer, call, type Problem } from '../api/call';
import { translateAppeal, useAppealTexts } from '../appeals/texts';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { AppealDesk } from './AppealDesk';
import { Retry } from './Retry';
import { usePages } from './usePages';
import { why } from './why';

type Queued = Answer<'/api/appeal-queue', 'get'>['appeals'][number];

interface Props {
  onFail: (why: Problem | undefined) => void;
  onSaid: (text: string) => void;
}

/** Appeals that wait for an officer, oldest first, and the one that is open. */
export function AppealQueue({ onFail, onSaid }: Props) {
  const ready = useAppealTexts();
  const [opened, setOpened] = useState<string>();
  const {
    items: appeals,
    next,
    failed,
    load,
  } = usePages(
    (after) => call('get', '/api/appeal-queue', { token: session()?.token, query: { after } }),
    (page) => page.appeals,
    onFail,
  );
  const close = (said = '') => {
    onSaid(said);
    setOpened(undefined);
    scrollTo(0, 0);
    load();
  };

  if (!ready) return <Skeleton blocks={2} />;
  if (opened) return <AppealDesk appealId={opened} onFail={onFail} onClose={close} />;
  if (failed) return <Retry onRetry={() => load()} />;
  if (!appeals) return <Skeleton blocks={2} />;
  return (
    <>
      <p class="lead">{translateAppeal('queue.lead')}</p>
      {appeals.length === 0 ? (
        <p class="empty">{translateAppeal('queue.empty')}</p>
      ) : (
        <ul class="measures">
          {appeals.map((appeal) => (
            <Row key={appeal.appealId} appeal={appeal} onOpen={() => setOpened(appeal.appealId)} />
          ))}
        </ul>
      )}
      {next && (
        <p class="actions">
          <button type="button" class="plain" onClick={() => load(next)}>
            {translateAppeal('more')}
          </button>
        </p>
      )}
    </>
  );
}

function Row({ appeal, onOpen }: { appeal: Queued; onOpen: () => void }) {
  const { appealId, name, idType, idNumber, color, reason, reasonText, ground, state, dueAt, late } = appeal;
  const label = `label-${appealId}`;
  return (
    <li class="panel" data-appeal={appealId}>
      <p id={label}>
        <strong>{why(reason, reasonText)}</strong>
      </p>
      <p>
        {translate(`color.${color}`)} · {name && <bdi>{name}</bdi>} {translate(`idType.${idType}`)}{' '}
        <bdi>{idNumber}</bdi>
      </p>
      <p>{translateAppeal(`ground.${ground}`)}</p>
      <p class="quiet">
        {translateAppeal(`state.${state}`)} · {translateAppeal('due', { time: dateTime(dueAt) })}
        {late && <span class="tag late">{translateAppeal('late')}</span>}
      </p>
      <p class="actions">
        <button type="button" class="plain" aria-describedby={label} onClick={onOpen}>
          {translateAppeal('open')}
        </button>
      </p>
    </li>
  );
}
