import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Companion } from '../api/types';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { Link, navigate } from '../app/router';
import { ColorShape } from '../code/ColorShape';
import { rememberCompanions } from '../code/family';
import { keptCode } from '../code/fetchCode';
import { pageFor } from '../code/holder';
import { pair, translate } from '../i18n/i18n';
import { removeOwn, session, writeOwn } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { useLoad } from '../ui/useLoad';

/** "Information of My Companions" (同行人员信息): minors, seniors and others who have no phone of their own. */
export default function Companions() {
  const load = useLoad(async (token) => {
    const result = await call('get', '/api/companions', { token });
    if (result.ok) rememberCompanions(token, result.value);
    return result;
  });
  const [problem, setProblem] = useState<Problem>();

  const remove = async (companion: Companion) => {
    const result = await call('delete', '/api/companions/{holderId}', {
      token: session()?.token,
      path: { holderId: companion.holderId },
    });
    setProblem(result.ok ? undefined : result.problem);
    if (!result.ok) return;
    removeOwn(`code.${companion.holderId}`);
    announce(translate('companions.removed', { name: companion.name }));
    load.retry();
  };

  return (
    <Page title={translate('companions.title')} back="/code">
      <p class="lead">{translate('companions.lead')}</p>
      {/* Above the list, which comes later and would move it. */}
      <p class="actions">
        <Link class="button primary" href="/companions/add">
          {translate('companions.add')}
        </Link>
      </p>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      <Loaded load={load}>
        {(companions) =>
          companions.length === 0 ? (
            <p class="empty">{translate('companions.none')}</p>
          ) : (
            <ul class="people">
              {companions.map((companion) => (
                <Row
                  key={companion.holderId}
                  companion={companion}
                  remove={() => {
                    void remove(companion);
                  }}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function Row({ companion, remove }: { companion: Companion; remove: () => void }) {
  const confirm = useRef<ConfirmHandle>(null);
  const isPermit = (keptCode(companion.holderId)?.answer.idType ?? 'passport') !== 'passport';
  const show = () => {
    writeOwn('shown', companion.holderId);
    navigate('/code');
  };
  return (
    <li class={companion.color}>
      <ColorShape color={companion.color} />
      <p>
        <strong>
          <bdi>{companion.name}</bdi>
        </strong>
        <span class="quiet">
          {translate(`relationship.${companion.relationship}`)} · {translate(`color.${companion.color}`)}
        </span>
      </p>
      <button
        type="button"
        class="plain small"
        onClick={show}
        aria-label={pair(translate('companions.show'), companion.name)}
      >
        {translate('companions.show')}
      </button>
      <p class="more">
        <Link href={pageFor('/print', companion.holderId)} aria-label={pair(translate('print.title'), companion.name)}>
          {translate('print.title')}
        </Link>
        {isPermit && (
          <Link
            href={pageFor('/renew', companion.holderId)}
            aria-label={pair(translate('renew.title'), companion.name)}
          >
            {translate('renew.title')}
          </Link>
        )}
        <button
          type="button"
          class="text danger"
          onClick={() => confirm.current?.open()}
          aria-label={pair(translate('companions.remove'), companion.name)}
        >
          {translate('companions.remove')}
        </button>
      </p>
      <Confirm
        handle={confirm}
        title={translate('companions.remove.title', { name: companion.name })}
        text={translate('companions.remove.text')}
        yes={translate('companions.remove')}
        onYes={remove}
      />
    </li>
  );
}
