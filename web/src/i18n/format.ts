import { language } from './i18n';

/** Everything here happens in Guangdong, whatever the phone believes, so every time is Guangdong's and says so. */
const ZONE = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: number | string, options: Intl.DateTimeFormatOptions): string {
  const key = language() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language(), { timeZone: ZONE, ...options });
    formats.set(key, found);
  }
  return found.format(new Date(instant));
}

/** 12 July 2022 at 10:02 GMT+8 */
export const dateTime = (instant: number | string) =>
  format(instant, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
/** 12 July, 10:02: where the zone is named beside it. */
export const moment = (instant: number | string) =>
  format(instant, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const date = (instant: number | string) => format(instant, { year: 'numeric', month: 'long', day: 'numeric' });
export const time = (instant: number | string) =>
  format(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const seconds = (instant: number | string) =>
  format(instant, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** As a number: 2022. */
export const year = (instant: number) =>
  Number(new Intl.DateTimeFormat('en', { timeZone: ZONE, year: 'numeric' }).format(instant));

/** The zone by its name: "China Standard Time". */
export const zone = () =>
  new Intl.DateTimeFormat(language(), { timeZone: ZONE, timeZoneName: 'long' })
    .formatToParts(new Date())
    .find((part) => part.type === 'timeZoneName')?.value ?? 'GMT+8';

export const list = (items: string[]) => new Intl.ListFormat(language(), { type: 'conjunction' }).format(items);
