import { useState } from 'preact/hooks';
import { announce } from '../app/Announcer';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';
import { Skeleton } from '../ui/Skeleton';
import { MemberCard } from './MemberCard';
import {
  blank,
  keepMembers,
  type Member,
  MOST_COMPANIONS,
  nameOf,
  nextId,
  readMembers,
  reopened,
  TRAVELER,
} from './members';
import { type Result, ResultNotice } from './ResultNotice';
import { SendFamily } from './SendFamily';
import { translateFamily, useFamilyTexts } from './texts';
import './family.css';

/** Several people on one form: a card for each, then the phone, then all of it is sent at once. */
export default function FamilyPage() {
  if (useFamilyTexts()) return <Family />;
  return (
    <main id="main">
      <Skeleton blocks={3} />
    </main>
  );
}

function Family() {
  const [isSignedIn, setSignedIn] = useState(() => session() !== undefined);
  const [members, setMembers] = useState(() => readMembers(isSignedIn));
  const [wanted, setWanted] = useState<number>();
  const [result, setResult] = useState<Result>();
  // Whoever signed in has a card of their own elsewhere.
  const cards = isSignedIn ? members.filter(({ id }) => id !== TRAVELER) : members;
  const companions = members.filter(({ id }) => id !== TRAVELER);

  const change = (next: Member[], focus?: number) => {
    keepMembers(next);
    setMembers(next);
    setWanted(focus);
  };
  const put = (member: Member, focus?: number) =>
    change(
      members.map((other) => (other.id === member.id ? member : other)),
      focus,
    );
  const add = () => {
    const id = nextId(members);
    change([...members, blank(id)], id);
  };
  const remove = (member: Member) => {
    change(members.filter(({ id }) => id !== member.id));
    announce(translate('companions.removed', { name: nameOf(member) }));
    document.getElementById('add-member')?.focus();
  };
  const take = (left: Member[], told: Result) => {
    setSignedIn(session() !== undefined);
    setResult(told);
    change(left, left.find(({ problem }) => problem)?.id);
    scrollTo(0, 0);
  };
  return (
    <Page
      title={isSignedIn ? translateFamily('title.add') : translateFamily('title')}
      back={isSignedIn ? '/companions' : '/apply'}
    >
      <p class="lead">{translateFamily('lead')}</p>
      {result && <ResultNotice result={result} members={cards} onGo={setWanted} />}
      {cards.map((member) => (
        <MemberCard
          key={member.id}
          member={member}
          number={companions.indexOf(member) + 1}
          isWanted={wanted === member.id}
          onDone={(filled) => {
            put(filled, filled.id);
            announce(translateFamily('filled', { name: nameOf(filled) }));
          }}
          onEdit={() => put(reopened(member, member.problem), member.id)}
          onRemove={() => remove(member)}
        />
      ))}
      <p class="actions">
        {companions.length < MOST_COMPANIONS ? (
          <button type="button" class="plain" id="add-member" onClick={add}>
            {translateFamily('add')}
          </button>
        ) : (
          translateFamily('full')
        )}
      </p>
      {/* Hidden and not taken away: the code that was typed stays. */}
      <div hidden={companions.length === 0 || cards.some(({ isOpen }) => isOpen)}>
        <SendFamily
          key={isSignedIn ? 'add' : 'apply'}
          members={cards}
          isSignedIn={isSignedIn}
          onResult={take}
          onKeep={() => keepMembers(members)}
        />
      </div>
      {!isSignedIn && (
        <p class="foot">
          {translate('apply.already')} <Link href="/login?next=/family">{translate('login.title')}</Link>
        </p>
      )}
    </Page>
  );
}
