import { useRef, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { components } from '../api/schema';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { dateTime } from '../i18n/format';
import { endSession, session } from '../session/session';
import { Confirm, type ConfirmHandle } from '../ui/Confirm';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { keep, kept } from './kept';
import { knowsPasskeys, makePasskey, refusedHere } from './passkey';
import { StaffLogin } from './StaffLogin';
import { translateStaff, useStaffTexts } from './texts';

type Passkey = components['schemas']['Passkey'];

/** Staff sign in with a passkey of their device instead of a text: their own ones, a new one, and an end to one of a lost device. */
export default function Passkeys() {
  const ready = useStaffTexts();
  const [signedIn, setSignedIn] = useState(() => (session()?.roles.length ?? 0) > 0);
  const [problem, setProblem] = useState<Problem>();
  if (!ready) return null;
  return signedIn ? (
    <Own
      onSignedOut={(why) => {
        endSession();
        setProblem(why);
        setSignedIn(false);
      }}
    />
  ) : (
    <StaffLogin
      key="login"
      title={translateStaff('passkeys.title')}
      lead={translateStaff('passkeys.login')}
      problem={problem}
      onDone={() => {
        setProblem(undefined);
        setSignedIn(true);
      }}
    />
  );
}

function Own({ onSignedOut }: { onSignedOut: (why: Problem) => void }) {
  const [passkeys, setPasskeys] = useState<Passkey[]>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const token = session()?.token;

  const fail = (why: Problem) => {
    if (why.status === 401 || why.code === 'second-factor-required') onSignedOut(why);
    else setProblem(why);
  };
  const load = async () => {
    const result = await call('get', '/api/account/passkeys', { token });
    if (result.ok) setPasskeys(result.value);
    else fail(result.problem);
  };
  useEffectPerLanguage(() => void load());

  const add = async () => {
    setBusy(true);
    setProblem(undefined);
    const why = await make();
    setBusy(false);
    if (why) fail(why);
  };
  const make = async (): Promise<Problem | undefined> => {
    const asked = await call('post', '/api/account/passkey-challenges', { token });
    if (!asked.ok) return asked.problem;
    const body = await makePasskey(asked.value);
    if (!body) return refusedHere(translateStaff('passkeys.notMade'));
    const added = await call('post', '/api/account/passkeys', { token, body });
    if (!added.ok) return added.problem;
    keep('ghc.passkey', true);
    setPasskeys([added.value, ...(passkeys ?? [])]);
    announce(translateStaff('passkeys.added'));
    return undefined;
  };
  const remove = async ({ passkeyId }: Passkey) => {
    const result = await call('delete', '/api/account/passkeys/{passkeyId}', { token, path: { passkeyId } });
    if (!result.ok) {
      fail(result.problem);
      return;
    }
    const left = passkeys?.filter((other) => other.passkeyId !== passkeyId) ?? [];
    if (left.length === 0 && kept('ghc.passkey')) keep('ghc.passkey', undefined);
    setProblem(undefined);
    setPasskeys(left);
    announce(translateStaff('passkeys.removed'));
  };

  return (
    <Page title={translateStaff('passkeys.title')} back="/officer">
      <p class="lead">{translateStaff('passkeys.lead')}</p>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {!passkeys && !problem && <Skeleton blocks={1} />}
      {passkeys?.length === 0 && <p class="empty">{translateStaff('passkeys.none')}</p>}
      {passkeys && passkeys.length > 0 && (
        <section class="panel">
          <ul class="rows">
            {passkeys.map((passkey) => (
              <Row key={passkey.passkeyId} passkey={passkey} onRemove={() => void remove(passkey)} />
            ))}
          </ul>
        </section>
      )}
      {knowsPasskeys() ? (
        <button type="button" class="primary" disabled={busy} onClick={() => void add()}>
          {translateStaff('passkeys.add')}
        </button>
      ) : (
        <p class="quiet">{translateStaff('passkeys.unknown')}</p>
      )}
    </Page>
  );
}

function Row({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const asking = useRef<ConfirmHandle>(null);
  return (
    <li>
      <p>
        <bdi>{passkey.name || translateStaff('passkeys.nameless')}</bdi> ·{' '}
        {translateStaff('passkeys.since', { time: dateTime(Date.parse(passkey.addedAt)) })} ·{' '}
        {passkey.lastUsedAt
          ? translateStaff('passkeys.used', { time: dateTime(Date.parse(passkey.lastUsedAt)) })
          : translateStaff('passkeys.unused')}
      </p>
      <button type="button" class="plain" onClick={() => asking.current?.open()}>
        {translateStaff('passkeys.remove')}
      </button>
      <Confirm
        handle={asking}
        title={translateStaff('passkeys.remove.title')}
        text={translateStaff('passkeys.remove.text')}
        yes={translateStaff('passkeys.remove')}
        onYes={onRemove}
      />
    </li>
  );
}
