import { useId, useRef } from 'preact/hooks';
import { type Result as Answered, type Body, call, type Problem } from '../api/call';
import { loadWords } from '../api/words';
import { navigate } from '../app/router';
import { rememberCompanions } from '../code/family';
import { ContactFields, contactOf } from '../forms/ContactFields';
import { keepDraft } from '../forms/draft';
import { Form } from '../forms/Form';
import { KeepCode, keepCodeOf } from '../forms/KeepCode';
import { language, translate } from '../i18n/i18n';
import { lastOwner, rememberOwner, session, signIn } from '../session/session';
import { signInFirst } from '../ui/useLoad';
import { type Member, nameOf, type Outcome, partErrors, problemOf, reopened, TRAVELER } from './members';
import type { Result } from './ResultNotice';
import { translateFamily } from './texts';

type Sent = Body<'/api/families', 'post'>;

const DRAFT = 'family.send';
const HANDLED = { ok: true, value: undefined } as const;

interface Props {
  /** Filled in, in the order of the form. */
  members: Member[];
  isSignedIn: boolean;
  /** The people who are left, those who were refused with their problem. */
  onResult: (left: Member[], result: Result) => void;
  /** Keeps the cards for whoever signs in next with this phone. */
  onKeep: () => void;
}

/** The phone and the choice, below the cards, and what sends all of it. */
export function SendFamily({ members, isSignedIn, onResult, onKeep }: Props) {
  const sent = useRef<HTMLFormElement>(null);
  const isDone = useRef(false);
  const requestId = useRequestId();
  const companions = members.filter(({ id }) => id !== TRAVELER);
  const placeOf = (member: Member) =>
    member.id === TRAVELER ? 'traveler' : `companions[${companions.indexOf(member)}]`;

  /** Back to the cards, with what was refused. */
  const tell = (outcomes: Outcome[], problem?: Problem) => {
    const of = (member: Member) => outcomes.find((outcome) => outcome.member === placeOf(member));
    const left = members
      .filter((member) => of(member)?.outcome !== 'registered')
      .map((member) => {
        const why = of(member)?.problem as Partial<Problem> | undefined;
        return why ? reopened(member, problemOf(why, placeOf(member))) : member;
      });
    const registered = members.filter((member) => of(member)?.outcome === 'registered').map(nameOf);
    onResult(left, { registered, ...(problem ? { problem } : {}) });
  };
  const take = async (result: Answered<{ members: Outcome[] }>): Promise<Answered<unknown>> => {
    if (result.ok) {
      isDone.current = result.value.members.every(({ outcome }) => outcome === 'registered');
      const token = session()?.token;
      if (token) {
        const known = await call('get', '/api/companions', { token });
        if (known.ok) rememberCompanions(token, known.value);
      }
      await loadWords(language());
      tell(result.value.members);
      return HANDLED;
    }
    const { problem } = result;
    const outcomes = (problem as Problem & { members?: Outcome[] }).members;
    if (outcomes) {
      await loadWords(language());
      tell(outcomes, problem);
      return HANDLED;
    }
    const { byPlace, rest } = partErrors(problem, members.map(placeOf));
    if (byPlace.size === 0) return { ok: false, problem: rest };
    onResult(
      members.map((member) => {
        const why = byPlace.get(placeOf(member));
        return why ? reopened(member, why) : member;
      }),
      { registered: [], problem },
    );
    return Object.keys(rest.errors).length > 0 ? { ok: false, problem: rest } : HANDLED;
  };
  const send = async (form: HTMLFormElement) => {
    sent.current = form;
    const together = new FormData(form).has('together');
    const bodies = companions.map(({ body }) => body) as Sent['companions'];
    if (isSignedIn)
      return take(
        await call('post', '/api/families/companions', {
          token: session()?.token,
          body: { companions: bodies, together },
        }),
      );
    const { owner, factors } = contactOf(form);
    const keepCode = keepCodeOf(form);
    const traveler = {
      ...members.find(({ id }) => id === TRAVELER)?.body,
      ...factors,
      language: language(),
      keepCode,
    } as Sent['traveler'];
    const body = { traveler, companions: bodies, together };
    const result = await call('post', '/api/families', {
      body: { ...body, requestId: requestId(JSON.stringify(body)) },
    });
    if (result.ok) signIn(result.value, result.serverTime, owner, keepCode);
    else if (result.problem.code === 'already-registered' && !lastOwner()) {
      // The code has proven the phone, and whoever signs in with it goes on with these cards.
      rememberOwner(owner);
      onKeep();
    }
    return take(result);
  };
  const onDone = () => {
    if (isDone.current) navigate(isSignedIn ? '/companions' : '/code', true);
    else if (sent.current) keepDraft(DRAFT, sent.current.elements);
  };
  return (
    <Form
      submit={translateFamily(isSignedIn ? 'submit.add' : 'submit')}
      draft={DRAFT}
      send={send}
      onDone={onDone}
      {...(isSignedIn ? { onSignedOut: signInFirst } : {})}
    >
      {!isSignedIn && <ContactFields />}
      <Together />
      {!isSignedIn && <KeepCode />}
      <p class="quiet">{translate('apply.privacy')}</p>
    </Form>
  );
}

/** Whether the family goes only if everybody can. */
function Together() {
  const id = useId();
  return (
    <div>
      <label class="check">
        <input type="checkbox" name="together" aria-describedby={id} />
        {translateFamily('together')}
      </label>
      <p class="quiet" id={id}>
        {translateFamily('together.hint')}
      </p>
    </div>
  );
}

/** The same for the same form, so that the service recognizes one whose answer was lost. */
function useRequestId(): (form: string) => string {
  const last = useRef({ form: '', id: '' });
  return (form) => {
    if (last.current.form !== form) {
      const id = [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      last.current = { form, id };
    }
    return last.current.id;
  };
}
