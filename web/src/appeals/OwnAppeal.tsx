import type { Answer } from '../api/call';
import { dateTime } from '../i18n/format';
import { translateAppeal } from './texts';
import './appeals.css';

type Filed = Answer<'/api/appeals', 'get'>['appeals'][number];

/**
 * One appeal as its author sees it: where it is, what was answered, and what they wrote.
 * `held` tells that the code has the reason now: one measure was lifted, and another one of its kind goes on.
 */
export function OwnAppeal({ appeal, held }: { appeal: Filed; held: boolean }) {
  const { state, reasonText, ground, text, filedAt, dueAt, answeredAt, because, message, againFrom } = appeal;
  return (
    <article class="panel" data-appeal={state}>
      <h3>{translateAppeal(`state.${state}`)}</h3>
      <p dir="auto">{reasonText}</p>
      {because && <p dir="auto">{because}</p>}
      {message && (
        <>
          <p class="quiet">{translateAppeal('officerSays')}</p>
          <p class="written" dir="auto">
            {message}
          </p>
        </>
      )}
      <p class="quiet">
        {translateAppeal('filed', { time: dateTime(filedAt) })}
        <br />
        {againFrom && answeredAt
          ? translateAppeal('answered', { time: dateTime(answeredAt) })
          : translateAppeal('due', { time: dateTime(dueAt) })}
      </p>
      {againFrom && state === 'refused' && Date.parse(againFrom) > Date.now() && (
        <p>{translateAppeal('again', { time: dateTime(againFrom) })}</p>
      )}
      {held && (state === 'lifted' || state === 'corrected') && <p>{translateAppeal('held')}</p>}
      <details>
        <summary>{translateAppeal('written')}</summary>
        <p>{translateAppeal(`ground.${ground}`)}</p>
        <p class="written" dir="auto">
          {text}
        </p>
      </details>
    </article>
  );
}
