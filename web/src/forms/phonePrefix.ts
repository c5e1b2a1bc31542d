import { countries } from './countries';

/** Shorter ones are not told apart from a number that merely begins like a prefix. */
const SHORTEST = 5;

/** A number that was typed with its own prefix, "+852 5123 4567" or "00852…": which area code that is, and the rest. */
export function splitPrefix(typed: string): { areaCode: string; number: string } | undefined {
  const digits = typed.normalize('NFKC').replace(/[^\d+]/g, '');
  const whole = /^(?:\+|00)(\d+)$/.exec(digits)?.[1];
  if (!whole) return undefined;
  const [areaCode] = countries
    .map(({ calling }) => calling)
    .filter((calling) => calling && whole.startsWith(calling) && whole.length - calling.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  return areaCode ? { areaCode, number: whole.slice(areaCode.length) } : undefined;
}
