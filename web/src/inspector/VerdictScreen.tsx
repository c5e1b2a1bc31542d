import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { time } from '../i18n/format';
import { language, translate } from '../i18n/i18n';
import { translateStaff } from '../staff/texts';
import { choices } from './choices';
import { countOf, type Shown } from './judge';
import { OutcomeShape } from './OutcomeShape';

/** Long enough to see name and color, short enough for a queue. */
const GREEN_SHOWS = 2_000;

/**
 * The whole screen says what to do: word, shape and color. Why somebody has a color is their own and the health officers' business: no diagnosis is here.
 * A tap, Enter or Escape goes on; so does time, where the inspector wishes it and the verdict is green.
 */
export function VerdictScreen({ judgment, at, onNext }: { judgment: Shown; at: number; onNext: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once, so that no key falls between what is seen and what listens.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const id = useId();
  const count = countOf(judgment);
  useEffect(() => {
    if (count !== 'admit' || judgment.offline || !choices().greenGoesOn) return;
    const timer = setTimeout(() => dialog.current?.close(), GREEN_SHOWS);
    return () => clearTimeout(timer);
  }, [count, judgment.offline]);
  const notice = judgment.kind === 'verdict' ? judgment.notice : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside is the keyboard's, and Escape closes too
    <dialog
      ref={dialog}
      class={`verdict ${count}`}
      data-verdict={count}
      data-offline={judgment.offline}
      aria-labelledby={`${id}-word`}
      aria-describedby={notice ? `${id}-notice ${id}-why` : `${id}-why`}
      onClick={() => dialog.current?.close()}
      onClose={onNext}
    >
      {judgment.offline && (
        <p class="unlinked">
          <strong>{translateStaff('verdict.offline')}</strong>{' '}
          {translateStaff('verdict.offline.text', { time: time(at) })}
        </p>
      )}
      <OutcomeShape count={count} />
      <h2 id={`${id}-word`}>
        {translateStaff(`verdict.${count}`)}
        {judgment.kind === 'verdict' && <span class="color-word"> {translate(`color.${judgment.color}`)}</span>}
      </h2>
      {notice && (
        <p id={`${id}-notice`} class="paper-code" dir="auto">
          <strong>{notice}</strong>
        </p>
      )}
      <div class="why" id={`${id}-why`}>
        <Why judgment={judgment} />
      </div>
      <Person judgment={judgment} />
      <button type="button" class="next" autofocus>
        {translateStaff('verdict.next')}
      </button>
    </dialog>
  );
}

function Why({ judgment }: { judgment: Shown }) {
  if (judgment.kind === 'open') return <p>{translateStaff('open.text')}</p>;
  if (judgment.kind === 'invalid') {
    const { problem, code, early } = judgment;
    if (problem?.title && (!problem.language || problem.language === language()))
      return (
        <>
          <p>
            <strong>{problem.title}</strong>
          </p>
          {problem.detail && <p>{problem.detail}</p>}
        </>
      );
    return <p>{translateStaff(early ? 'invalid.early' : `invalid.${code}`)}</p>;
  }
  return (
    <>
      <p class="what-to-do">
        <strong>{translateStaff(`do.${judgment.verdict}`)}</strong>
      </p>
      {judgment.offline && <p>{translateStaff('verdict.offline.why')}</p>}
    </>
  );
}

/** To be compared with the document that is shown. */
function Person({ judgment }: { judgment: Shown }) {
  if (judgment.kind === 'invalid') return null;
  return (
    <dl class="compare">
      <div>
        <dt>{translateStaff('verdict.compare')}</dt>
        <dd>
          <bdi>{judgment.name}</bdi>
          {judgment.kind === 'verdict' && judgment.document && (
            <>
              <br />
              {translate(`idType.${judgment.document.type}`)} <bdi>{judgment.document.number}</bdi>
            </>
          )}
        </dd>
      </div>
      {judgment.kind === 'verdict' && judgment.testAge && (
        <div>
          <dt>{translateStaff('verdict.test')}</dt>
          <dd>{judgment.testAge === 'none' ? translateStaff('verdict.test.none') : <bdi>≤ {judgment.testAge}</bdi>}</dd>
        </div>
      )}
    </dl>
  );
}
