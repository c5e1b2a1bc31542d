import { useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { TextField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { mayInspect } from '../places/kinds';
import { placeName } from '../places/placeNames';
import { endSession, session } from '../session/session';
import { SignOut } from '../staff/SignOut';
import { translateStaff } from '../staff/texts';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { type Shift, startShift } from './shift';
import { prepareSound } from './signals';

interface Props {
  problem: Problem | undefined;
  onStart: (shift: Shift) => void;
  onSignIn: (why?: Problem) => void;
}

/** The places one inspects at; where they cannot be told, or a link names another one, its id is typed. Who inspects nowhere reads what the guide says of scanning. */
export function ChoosePlace({ problem: before, onStart, onSignIn }: Props) {
  const [places, setPlaces] = useState<Place[]>();
  const [problem, setProblem] = useState(before);
  const linked = new URLSearchParams(location.search).get('place') ?? '';
  const traveler = session()?.roles.length === 0;
  useEffectPerLanguage(() => {
    if (traveler) return;
    void call('get', '/api/places', { token: session()?.token }).then((result) => {
      setPlaces(result.ok ? result.value.filter(mayInspect) : []);
      if (!result.ok && result.problem.status === 401) signInAgain();
    });
  });

  const signInAgain = (why?: Problem) => {
    endSession();
    onSignIn(why);
  };
  const start = async (placeId: string) => {
    prepareSound();
    const result = await call('post', '/api/shifts', { token: session()?.token, body: { placeId } });
    if (result.ok) onStart(startShift(result.value, placeId));
    else if (result.problem.status === 401 || result.problem.code === 'second-factor-required')
      signInAgain(result.problem);
    else setProblem(result.problem);
    return result;
  };

  if (traveler || problem?.code === 'not-an-inspector') return <TravelersPage onSignIn={() => signInAgain()} />;
  return (
    <Page title={translateStaff('inspector.title')} back="/">
      <h2>{translateStaff('place.choose')}</h2>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
        </Notice>
      )}
      {!places && <Skeleton blocks={1} />}
      {places && places.length > 0 && (
        <ul class="choices">
          {places.map((place) => (
            <li key={place.placeId}>
              <button
                type="button"
                class="plain"
                onClick={() => {
                  void start(place.placeId);
                }}
              >
                <strong dir="auto">{placeName(place)}</strong> <span dir="auto">{place.area}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {places && !places.some((place) => !linked || place.placeId === linked) && (
        <Form
          submit={translateStaff('place.start')}
          send={(form) => start(textOf(form, 'placeId'))}
          onDone={() => undefined}
        >
          <TextField
            name="placeId"
            label={translateStaff('place.id')}
            hint={translateStaff('place.id.hint')}
            autocomplete="off"
            spellcheck={false}
            dir="ltr"
            defaultValue={linked}
          />
        </Form>
      )}
      <p class="foot">
        <a href="/places">{translateStaff('places.title')}</a>
      </p>
      {session()?.roles.includes('officer') && (
        <p class="foot">
          <a href="/officer">{translateStaff('officers')}</a>
        </p>
      )}
      <SignOut onDone={() => onSignIn()} />
    </Page>
  );
}

/** The guide: "It is not supported for GHC users to scan other codes for registration." */
function TravelersPage({ onSignIn }: { onSignIn: () => void }) {
  return (
    <Page title={translateStaff('inspector.title')} back="/">
      <Notice kind="info" live title={translateStaff('traveler.title')}>
        <p>{translateStaff('traveler.text')}</p>
      </Notice>
      <Link class="button primary" href="/code">
        {translateStaff('traveler.code')}
      </Link>
      <button type="button" class="text block" onClick={onSignIn}>
        {translateStaff('traveler.signIn')}
      </button>
    </Page>
  );
}
