/** A name as the service masks it on codes and verdicts, so that an inspector compares like with like: "A*** S***", "陈**". */
export const maskName = (name: string): string =>
  name
    .split(' ')
    .map((word) => [...word].filter((letter) => /\p{L}/u.test(letter)))
    .filter((letters) => letters.length > 0)
    .map((letters) => letters[0] + '*'.repeat(Math.min(Math.max(letters.length - 1, 1), 3)))
    .join(' ');
