import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/call';
import { endSession, session } from '../session/session';
import { StaffLogin } from '../staff/StaffLogin';
import { translateStaff, useStaffTexts } from '../staff/texts';
import { ChoosePlace } from './ChoosePlace';
import { Gate } from './Gate';
import { endShift, shift } from './shift';
import './inspector.css';

/** Sign in, choose the place, scan. A shift goes on after the session, and after the page was closed. */
export default function Inspector() {
  const ready = useStaffTexts();
  const [work, setWork] = useState(shift);
  const [signedIn, setSignedIn] = useState(() => session() !== undefined);
  const [problem, setProblem] = useState<Problem>();
  useEffect(loadAnewIfCalledFromWithin, []);
  if (!ready) return null;

  // Whoever ends a shift leaves the device to the next one; a shift that the service ended begins again with the same session.
  const stop = (why?: Problem) => {
    endShift();
    if (!why) endSession();
    setWork(undefined);
    setProblem(why);
    setSignedIn(session() !== undefined);
  };
  if (work) return <Gate key="gate" shift={work} onCount={setWork} onStop={stop} />;
  if (!signedIn) {
    return (
      <StaffLogin
        key="login"
        title={translateStaff('inspector.title')}
        lead={translateStaff('inspector.login')}
        problem={problem}
        onDone={() => {
          setProblem(undefined);
          setSignedIn(true);
        }}
      />
    );
  }
  return (
    <ChoosePlace
      key="place"
      problem={problem}
      onStart={(started) => {
        setProblem(undefined);
        setWork(started);
      }}
      onSignIn={(why) => {
        setProblem(why);
        setSignedIn(false);
      }}
    />
  );
}

/** A policy belongs to the document: one that began on another page does not let the decoder run. */
function loadAnewIfCalledFromWithin(): void {
  const [entry] = performance.getEntriesByType('navigation');
  if (entry && !/^\/inspector(\/|$)/.test(new URL(entry.name).pathname)) location.reload();
}
