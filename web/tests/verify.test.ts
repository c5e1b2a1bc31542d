import { describe, expect, test } from 'vitest';
import { base45 } from '../src/inspector/base45';
import { decode, Tagged } from '../src/inspector/cbor';
import { Seen } from '../src/inspector/seen';
import { type Key, PREFIX, verify } from '../src/inspector/verify';
import fixture from './fixtures/codes.json';

/** Codes that the function app minted, with the keys that it published then. */
const { codes, keys } = fixture as { codes: Record<string, string>; keys: Key[] };
const START = Date.parse(fixture.notBefore);
const now = START + 20_000;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const code = (name: string) => codes[name] ?? '';

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.slice(at, at + 2);
    let value = low === undefined ? high : high * 256 + low;
    for (let digit = low === undefined ? 2 : 3; digit > 0; digit--, value = Math.floor(value / 45))
      text += ALPHABET[value % 45];
  }
  return PREFIX + text;
}

const bytesOf = (text: string) => base45(text.slice(PREFIX.length)) ?? new Uint8Array();

describe('a genuine code', () => {
  test.each(['green', 'yellow', 'red'])('tells its color: %s', async (color) => {
    expect(await verify(code(color), keys, now)).toEqual({
      kind: 'genuine',
      claims: { color, hint: 'A*** S**** X1*****67', issuedAt: START, notBefore: START, expiresAt: START + 60_000 },
    });
  });

  test('from paper has no color', async () => {
    expect(await verify(code('printed'), keys, now)).toMatchObject({
      kind: 'genuine',
      claims: { color: undefined, hint: '陈** H0*****02' },
    });
  });

  test.each([
    [-30_000, 'genuine'],
    [-30_001, 'expired'],
    [90_000, 'genuine'],
    [90_001, 'expired'],
  ])('%i ms from its start is %s', async (after, kind) => {
    expect((await verify(code('red'), keys, START + after)).kind).toBe(kind);
  });

  test('that comes too early says so', async () => {
    expect(await verify(code('red'), keys, START - 60_000)).toMatchObject({ kind: 'expired', early: true });
  });

  test('of another key may be genuine, and is no verdict', async () => {
    expect(await verify(code('red'), [], now)).toEqual({ kind: 'unknown-key' });
    expect(
      await verify(
        code('red'),
        keys.map((key) => ({ ...key, kid: 'other' })),
        now,
      ),
    ).toEqual({ kind: 'unknown-key' });
  });
});

describe('a code that was changed', () => {
  test('is not recognized, whichever byte it is', async () => {
    const bytes = bytesOf(code('red'));
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      // A changed name of the key is a key that nobody has.
      expect(['not-recognized', 'unknown-key'], `byte ${at}`).toContain(
        (await verify(encode(changed), keys, now)).kind,
      );
    }
  });

  test('from red to green is not recognized', async () => {
    const bytes = bytesOf(code('red'));
    // Key -65537 is 3A 00 01 00 00, then its value.
    const at = bytes.findIndex((_, index) =>
      [0x3a, 0, 1, 0, 0, 2].every((byte, offset) => bytes[index + offset] === byte),
    );
    expect(at).toBeGreaterThan(0);
    bytes[at + 5] = 0;
    expect(await verify(encode(bytes), keys, now)).toEqual({ kind: 'not-recognized' });
  });

  test('with the signature of another one is not recognized', async () => {
    const [red, green] = [bytesOf(code('red')), bytesOf(code('green'))];
    expect(await verify(encode(Uint8Array.of(...red.slice(0, -64), ...green.slice(-64))), keys, now)).toEqual({
      kind: 'not-recognized',
    });
  });

  test.each([
    ['empty', ''],
    ['the prefix alone', PREFIX],
    ['an address', 'https://example.org'],
    ['another prefix', code('red').replace('GHC1', 'GHC2')],
    ['lower case', code('red').toLowerCase()],
    ['cut', code('red').slice(0, -2)],
    ['longer', `${code('red')}00`],
    ['far too long', PREFIX + 'A'.repeat(10_000)],
  ])('%s is not recognized', async (_, text) => {
    expect(await verify(text, keys, now)).toEqual({ kind: 'not-recognized' });
  });
});

test('it reads what the encoder of this test writes', () => {
  expect(encode(bytesOf(code('green')))).toBe(code('green'));
});

test.each([
  ['QED8WEX0', 'ietf!'],
  ['BB8', 'AB'],
  ['%69 VD92EX0', 'Hello!!'],
  ['', ''],
])('Base45 of RFC 9285: %s is %s', (text, plain) => {
  expect(new TextDecoder().decode(base45(text))).toBe(plain);
});

test.each(['A', 'GGW', '::', 'a00', 'ABCD'])('"%s" is no Base45', (text) => {
  expect(base45(text)).toBeUndefined();
});

// RFC 8949, appendix A.
test.each<[string, unknown]>([
  ['1903e8', 1000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['3863', -100],
  ['60', ''],
  ['62c3bc', 'ü'],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  ['c11a514b67b0', new Tagged(1, 1_363_896_240)],
])('CBOR %s is read', (hex, value) => {
  expect(decode(ofHex(hex))).toEqual(value);
});

test.each([
  '',
  '18',
  '1c',
  '5f',
  '9f01ff',
  'a1',
  'a10102ff',
  'a201020103',
  '0000',
  'f97e00',
  'fb3ff199999999999a',
  '62ff00',
  '9bffffffffffffffff',
  '9a00ffffff',
  `${'81'.repeat(9)}00`,
])('CBOR %s is refused', (hex) => {
  expect(decode(ofHex(hex))).toBeUndefined();
});

function ofHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

test('a code before the camera counts once, and again when it was gone', () => {
  const seen = new Seen(4_000);
  expect(
    [
      [0, 'A'],
      [100, 'A'],
      [3_900, 'A'],
      [7_800, 'A'],
      [7_900, 'B'],
      [8_000, 'A'],
      [12_001, 'A'],
    ].map(([at, text]) => seen.isNew(String(text), Number(at))),
  ).toEqual([true, false, false, false, true, true, true]);
});
