import { language, translate } from './i18n';

/** Everything here happens in Guangdong, whatever the phone believes, so every time is Beijing's and says so. Digits are those on documents. */
const GUANGDONG: Intl.DateTimeFormatOptions = {
  timeZone: 'Asia/Shanghai',
  numberingSystem: 'latn',
  calendar: 'gregory',
};
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: number | string, options: Intl.DateTimeFormatOptions): string {
  const key = language() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language(), { ...GUANGDONG, ...options });
    formats.set(key, found);
  }
  return found.format(new Date(instant));
}

/** November 29, 2026, 14:09 (Beijing time); 2026年11月29日 14:09（北京时间） */
export const dateTime = (instant: number | string) =>
  translate('time.dateTime', { date: date(instant), time: time(instant) });

/** The service's sentences with their times, "2026-11-29 14:09 (Beijing time)", and days, "2026-11-29", as the pages write them. */
export const withDates = (sentences: string) =>
  sentences
    .replace(
      /(\d{4}-\d\d-\d\d) (\d\d:\d\d)(?:\s?[(（][^()（）]*[)）])?(?:\s(?=\p{Script=Han}))?/gu,
      (_, day: string, clock: string) => dateTime(`${day}T${clock}+08:00`),
    )
    .replace(/\d{4}-\d\d-\d\d/g, (day) => date(`${day}T00:00+08:00`))
    // Full-width sentences stand without spaces between them.
    .replace(/。 /g, '。');

/** November 29, 2026 */
export const date = (instant: number | string) => format(instant, { year: 'numeric', month: 'long', day: 'numeric' });

/** 14:09, where the date and the zone are clear. */
export const time = (instant: number | string) =>
  format(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 14:09:33 */
export const seconds = (instant: number | string) =>
  format(instant, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** As a number: 2022. */
export const year = (instant: number) =>
  Number(new Intl.DateTimeFormat('en', { ...GUANGDONG, year: 'numeric' }).format(instant));
