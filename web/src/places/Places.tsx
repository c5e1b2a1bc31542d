import { useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { Place } from '../api/types';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { translate } from '../i18n/i18n';
import { endSession, session } from '../session/session';
import { PasskeysLink } from '../staff/PasskeysLink';
import { SignOut } from '../staff/SignOut';
import { StaffLogin } from '../staff/StaffLogin';
import { translateStaff, useStaffTexts } from '../staff/texts';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { Skeleton } from '../ui/Skeleton';
import { useEffectPerLanguage } from '../ui/useEffectEvent';
import { NewPlace } from './NewPlace';
import { PlaceCard } from './PlaceCard';
import { Poster } from './Poster';
import { placeName } from './placeNames';
import './places.css';

/** For those who run a place: register it, let inspectors in, print the poster for the entrance. */
export default function Places() {
  const ready = useStaffTexts();
  const [signedIn, setSignedIn] = useState(isStaff);
  const [problem, setProblem] = useState<Problem>();
  if (!ready) return null;
  if (signedIn)
    return (
      <Managed
        onSignedOut={(why) => {
          endSession();
          setProblem(why);
          setSignedIn(false);
        }}
      />
    );
  return (
    <StaffLogin
      key="login"
      title={translateStaff('places.title')}
      lead={translateStaff('places.login')}
      problem={problem}
      onDone={() => {
        setProblem(undefined);
        setSignedIn(true);
      }}
    />
  );
}

/** Managers and administrators; the first manager is named by an administrator. */
const mayRegister = (): boolean =>
  session()?.roles.some((role) => role === 'place-manager' || role === 'administrator') ?? false;

/** A session with one factor is a traveler's, whoever it belongs to. */
const isStaff = (): boolean => (session()?.roles.length ?? 0) > 0;

function Managed({ onSignedOut }: { onSignedOut: (why?: Problem) => void }) {
  const [places, setPlaces] = useState<Place[]>();
  const [problem, setProblem] = useState<Problem>();
  const [adding, setAdding] = useState(false);
  const [poster, setPoster] = useState<Place>();

  const load = async () => {
    const result = await call('get', '/api/places', { token: session()?.token });
    if (result.ok) {
      setPlaces(result.value);
      setProblem(undefined);
    } else fail(result.problem);
  };
  const fail = (why: Problem) => {
    if (why.status === 401 || why.code === 'second-factor-required') onSignedOut(why);
    else setProblem(why);
  };
  useEffectPerLanguage(() => void load());

  if (poster) return <Poster place={poster} onBack={() => setPoster(undefined)} />;
  return (
    <Page title={translateStaff('places.title')} back="/">
      <p class="lead">{translateStaff('places.lead')}</p>
      {problem && (
        <Notice kind="error" live>
          <ProblemText problem={problem} />
          <p class="actions">
            <button
              type="button"
              class="plain"
              onClick={() => {
                void load();
              }}
            >
              {translate('app.retry')}
            </button>
          </p>
        </Notice>
      )}
      {!places && !problem && <Skeleton blocks={2} />}
      {places?.length === 0 && <p class="empty">{translateStaff('places.none')}</p>}
      {places?.map((place) => (
        <PlaceCard
          key={place.placeId}
          place={place}
          onChange={(text) => {
            announce(text);
            void load();
          }}
          onFail={fail}
          onPoster={() => setPoster(place)}
        />
      ))}
      {!mayRegister() ? null : adding ? (
        <NewPlace
          onFail={fail}
          onAdded={(place) => {
            setAdding(false);
            announce(translateStaff('places.added', { name: placeName(place) }));
            void load();
          }}
        />
      ) : (
        <button type="button" class="primary" onClick={() => setAdding(true)}>
          {translateStaff('places.add')}
        </button>
      )}
      <PasskeysLink />
      <SignOut onDone={() => onSignedOut()} />
    </Page>
  );
}
