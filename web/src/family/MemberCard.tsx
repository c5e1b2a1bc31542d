import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { ConsentField } from '../forms/ConsentField';
import { DocumentFields, documentOf } from '../forms/DocumentFields';
import { Form } from '../forms/Form';
import { type Errors, FormContext, focusField } from '../forms/FormContext';
import { pair, translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';
import { draftOf, type Member, nameOf, TRAVELER, typedInto } from './members';
import { RelationshipField, relationshipOf } from './RelationshipField';
import { translateFamily } from './texts';

interface Props {
  member: Member;
  /** Among the companions, from 1. */
  number: number;
  /** Whether the card takes the focus: somebody just opened it, or has to mend it. */
  isWanted: boolean;
  onDone: (member: Member) => void;
  onEdit: () => void;
  onRemove: () => void;
}

/** One person: a form while it is open, else a summary. */
export function MemberCard({ member, number, isWanted, onDone, onEdit, onRemove }: Props) {
  const isTraveler = member.id === TRAVELER;
  const heading = useRef<HTMLHeadingElement>(null);
  const card = useRef<HTMLElement>(null);
  const { isOpen, problem } = member;
  useEffect(() => {
    if (!isWanted) return;
    const field = Object.keys(problem?.errors ?? {})[0];
    if (isOpen && field) focusField(card.current?.querySelector('form'), field);
    else heading.current?.focus();
  }, [isWanted, isOpen, problem]);
  const send = async (form: HTMLFormElement) => {
    const body = { ...documentOf(form), ...(isTraveler ? {} : { relationship: relationshipOf(form) }) };
    onDone({ id: member.id, typed: typedInto(form), body, isOpen: false });
    return { ok: true, value: undefined } as const;
  };
  const id = `member-${member.id}`;
  return (
    <section
      class={problem ? 'panel member refused' : 'panel member'}
      id={id}
      aria-labelledby={`${id}-name`}
      ref={card}
    >
      <h2 id={`${id}-name`} ref={heading} tabIndex={-1}>
        {isTraveler ? translateFamily('traveler') : translateFamily('companion', { number })}
      </h2>
      {isOpen ? (
        <>
          {problem && (
            <Notice kind="error">
              <ProblemText problem={problem} />
            </Notice>
          )}
          <Form submit={translateFamily('done')} draft={draftOf(member.id)} send={send} onDone={() => undefined}>
            <Refused errors={problem?.errors ?? {}}>
              {!isTraveler && <RelationshipField />}
              <DocumentFields of={isTraveler ? 'traveler' : 'companion'} />
              {(problem?.code === 'consent-required' || problem?.errors.consentCode) && <ConsentField />}
            </Refused>
          </Form>
        </>
      ) : (
        <Summary member={member} />
      )}
      <p class="actions">
        {!isOpen && (
          <button
            type="button"
            class="plain small"
            onClick={onEdit}
            aria-label={pair(translateFamily('edit'), nameOf(member))}
          >
            {translateFamily('edit')}
          </button>
        )}
        {!isTraveler && (
          <button
            type="button"
            class="text danger"
            onClick={onRemove}
            aria-label={pair(
              translate('companions.remove'),
              nameOf(member) || translateFamily('companion', { number }),
            )}
          >
            {translate('companions.remove')}
          </button>
        )}
      </p>
    </section>
  );
}

function Summary({ member: { typed, body } }: { member: Member }) {
  return (
    <p>
      <strong>
        <bdi>{typed.fullName}</bdi>
      </strong>
      <br />
      <span class="quiet">
        {body?.relationship && `${translate(`relationship.${body.relationship}`)} · `}
        {body && translate(`idType.${body.idType}.short`)} · <bdi dir="ltr">{typed.idNumber}</bdi>
      </span>
    </p>
  );
}

/** Shows what the service said of the card's fields, each until it is typed into. */
function Refused({ errors, children }: { errors: Errors; children: ComponentChildren }) {
  const form = useContext(FormContext);
  const [typed, setTyped] = useState<string[]>([]);
  const left = Object.fromEntries(Object.entries(errors).filter(([name]) => !typed.includes(name)));
  return (
    <FormContext.Provider value={{ ...form, errors: { ...left, ...form.errors } }}>
      <div onInput={({ target }) => setTyped((before) => [...before, (target as HTMLInputElement).name])}>
        {children}
      </div>
    </FormContext.Provider>
  );
}
