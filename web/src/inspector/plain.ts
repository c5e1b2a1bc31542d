/**
 * A code as it was made, whatever the scanner in the hand did to it: Caps Lock turns its letters small, an input method makes them full-width, and some
 * scanners put the kind of the code before it ("]Q1"). Health codes have no small letters.
 */
export function plain(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/^\]q\d/i, '');
  return /^ghc1:/i.test(text) ? text.toUpperCase() : text;
}
