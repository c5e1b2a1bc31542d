/** A name of which a bystander reads only how it begins: "A*** S****", "陈**". */
export const maskName = (name: string): string =>
  name.split(' ').map((word) => [...word].map((letter, index) => (index === 0 ? letter : '*')).join('')).join(' ');
