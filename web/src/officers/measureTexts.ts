import { dateTime } from '../i18n/format';
import { pair, translate } from '../i18n/i18n';
import { portName } from './ports';
import { translateOfficer } from './texts';
import type { Colleague, Measure } from './types';

/** The place and the time of a measure of a place. */
export const siteOf = ({ placeId, placeName, visitedFrom, visitedTo }: Measure) =>
  placeId && visitedFrom && visitedTo
    ? { place: placeName ?? placeId, from: dateTime(visitedFrom), to: dateTime(visitedTo) }
    : undefined;

/** What signing does to the color, in words. */
export function changeOf({ state, person }: Measure): string | undefined {
  if (!person?.colorAfter) return undefined;
  const colors = { now: translate(`color.${person.color}`), after: translate(`color.${person.colorAfter}`) };
  const kept = person.color === person.colorAfter;
  if (state === 'pending') return translateOfficer(kept ? 'change.approve.same' : 'change.approve', colors);
  return translateOfficer(kept ? 'change.lift.same' : 'change.lift', colors);
}

export const testOf = ({ person }: Measure): string | undefined => {
  const test = person?.latestTest;
  return (
    test &&
    translateOfficer('latest.test', {
      what: pair(translate(`assay.${test.assay}`), translate(`result.${test.result}`)),
      time: dateTime(test.sampledAt),
    })
  );
};

export const crossingOf = ({ person }: Measure): string | undefined => {
  const crossing = person?.latestCrossing;
  return (
    crossing &&
    translateOfficer('latest.crossing', {
      what: translateOfficer(crossing.direction, { port: portName(crossing.port) }),
      time: dateTime(crossing.crossedAt),
    })
  );
};

/** An officer as officers know each other. A phone number has no direction of its own, so it is given one. */
export const nameOf = (who: Colleague | undefined): string =>
  who ? `\u2066${who.name ? `${who.name} (${who.phone})` : who.phone}\u2069` : translateOfficer('colleague.gone');

export const proposerOf = ({ proposedAt, proposedBy }: Measure): string =>
  translateOfficer('proposedBy', { who: nameOf(proposedBy), time: dateTime(proposedAt) });
