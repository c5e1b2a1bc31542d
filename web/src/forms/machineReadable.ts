/** Letters that become others in the lines for machines (ICAO Doc 9303 part 3, section 6 A); all further ones lose their marks. */
const LETTERS: Record<string, string> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  ß: 'SS',
  ẞ: 'SS',
  Å: 'AA',
  Æ: 'AE',
  Ø: 'OE',
  Œ: 'OE',
  Þ: 'TH',
  Ð: 'D',
  Đ: 'D',
  Ł: 'L',
  İ: 'I',
  ı: 'I',
};

/** A name as the lines at the bottom of a passport have it; empty where it has other letters than Latin ones. A comma parts the surname. */
export function machineReadable(name: string): string {
  const plain = [...name.normalize('NFC').toUpperCase()]
    .map((letter) => LETTERS[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
    .replace(/['’.]/g, '')
    .trim();
  if (!/^[A-Z][A-Z ,-]*$/.test(plain)) return '';
  return plain.replace(/\s*,\s*/g, '<<').replace(/[ -]+/g, '<');
}
