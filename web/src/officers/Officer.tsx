import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/call';
import { Page } from '../app/Page';
import { navigate, useAddress } from '../app/router';
import { endSession, lastPhone, session } from '../session/session';
import { PasskeysLink } from '../staff/PasskeysLink';
import { SignOut } from '../staff/SignOut';
import { StaffLogin } from '../staff/StaffLogin';
import { useStaffTexts } from '../staff/texts';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { AppealQueue } from './AppealQueue';
import { AssistLogin } from './AssistLogin';
import { FindHolder } from './FindHolder';
import { Measures } from './Measures';
import { ProposeExposure } from './ProposeExposure';
import { translateOfficer, useOfficerTexts } from './texts';
import './officers.css';

/** For health officers: why somebody has a color, measures of people and places, which need two of them, and help for whom no text reaches. */
export default function Officer() {
  const ready = [useStaffTexts(), useOfficerTexts()].every(Boolean);
  const [roles, setRoles] = useState(() => session()?.roles ?? []);
  const [owner, setOwner] = useState(ownerNow);
  const [problem, setProblem] = useState<Problem>();
  const desk = useRef<HTMLDivElement>(null);
  const atWork = roles.includes('officer');
  const before = useRef(atWork);
  useEffect(() => {
    if (atWork && !before.current) desk.current?.querySelector('h1')?.focus();
    before.current = atWork;
  }, [atWork]);
  if (!ready) return null;
  const enter = () => {
    setProblem(undefined);
    setRoles(session()?.roles ?? []);
    setOwner(ownerNow());
  };
  const leave = (why?: Problem) => {
    endSession();
    setProblem(why);
    setRoles([]);
    if (!why) setOwner(undefined);
  };
  return (
    <>
      {/* Other staff read that this is not theirs, and may sign in as somebody else. */}
      {!atWork && (
        <StaffLogin
          key="login"
          title={translateOfficer('title')}
          lead={translateOfficer(roles.length > 0 ? 'notOfficer' : 'login')}
          problem={problem}
          onDone={enter}
        />
      )}
      {/* A session ends after half an hour, also in the middle of a form: whoever signs in again finds what they typed, anybody else an empty desk. */}
      {owner !== undefined && (
        <div ref={desk} hidden={!atWork}>
          <Desk key={owner} onSignedOut={leave} />
        </div>
      )}
    </>
  );
}

/** The phone of the officer who is signed in. */
function ownerNow(): string | undefined {
  const phone = lastPhone();
  return session()?.roles.includes('officer') ? `${phone?.areaCode} ${phone?.number}` : undefined;
}

type View = 'find' | 'pending' | 'in-force' | 'place' | 'assist' | 'appeals';
const VIEWS: View[] = ['find', 'pending', 'in-force', 'place', 'assist', 'appeals'];

function Desk({ onSignedOut }: { onSignedOut: (why?: Problem) => void }) {
  const { search } = useAddress();
  const asked = search.get('view') as View;
  const holderId = search.get('holder') ?? undefined;
  const view = VIEWS.includes(asked) ? asked : 'find';
  const [problem, setProblem] = useState<Problem>();
  const [said, setSaid] = useState('');
  const [begun, setBegun] = useState<string>();
  const fail = (why: Problem | undefined) => {
    if (why && (why.status === 401 || why.code === 'second-factor-required')) onSignedOut(why);
    else setProblem(why);
  };
  const show = (chosen: View, text = '') => {
    setProblem(undefined);
    setSaid(text);
    if (chosen !== view || holderId) navigate(`/officer?view=${chosen}`);
    else if (text) scrollTo(0, 0);
  };
  return (
    <Page title={translateOfficer('title')} back="/" wide>
      <nav class="views" aria-label={translateOfficer('title')}>
        {VIEWS.map((name) => (
          <button key={name} type="button" aria-current={view === name ? 'page' : undefined} onClick={() => show(name)}>
            {translateOfficer(`view.${name}`)}
          </button>
        ))}
      </nav>
      <div role="status">{said && <Notice kind="done" title={said} />}</div>
      {problem && (
        <Notice kind="error" live title={translateOfficer('failed')}>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {view === 'find' && <FindHolder key={holderId} holderId={holderId} onFail={fail} onSaid={setSaid} />}
      {view === 'appeals' && <AppealQueue onFail={fail} onSaid={setSaid} />}
      {view === 'place' && <ProposeExposure onFail={fail} onDone={(text) => show('pending', text)} />}
      {view === 'assist' && <AssistLogin onFail={fail} />}
      {(view === 'pending' || view === 'in-force') && (
        <Measures
          key={view}
          state={view}
          watched={begun}
          onFail={fail}
          onSaid={setSaid}
          onBegun={(id) => {
            setBegun(id);
            show('in-force', translateOfficer('approved'));
          }}
        />
      )}
      <PasskeysLink />
      <SignOut onDone={() => onSignedOut()} />
    </Page>
  );
}
