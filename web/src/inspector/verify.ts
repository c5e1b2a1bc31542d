import type { Color } from '../api/types';
import { base45 } from './base45';
import { type Cbor, decode, Tagged } from './cbor';

/** A public key as `api/keys` gives it. */
export interface Key {
  kid: string;
  kty: string;
  crv: string;
  x: string;
  y: string;
}

/** What a genuine code says. Without a color it was printed: its color has to be looked up. */
export interface Claims {
  color: Color | undefined;
  hint: string;
  issuedAt: number;
  notBefore: number;
  expiresAt: number;
}

export type Finding =
  | { kind: 'genuine'; claims: Claims }
  | { kind: 'expired'; claims: Claims; early: boolean }
  /** Signed by a key that is not on this device: it may be genuine. */
  | { kind: 'unknown-key' }
  | { kind: 'not-recognized' };

export const PREFIX = 'GHC1:';
/** How far clocks may differ, on either side. */
const TOLERANCE = 30_000;
const COLORS = ['green', 'yellow', 'red'] as const;
const ES256 = -7;
const CLAIM = { expires: 4, notBefore: 5, issued: 6, color: -65537, hint: -65538, handle: -65539 };
/** Far more than a code has. */
const LONGEST = 1024;

const NOT_RECOGNIZED: Finding = { kind: 'not-recognized' };

/** Checks a code without the service: form, signature, time. docs/health-code.md describes every byte. */
export async function verify(text: string, keys: readonly Key[], now: number): Promise<Finding> {
  const message = envelope(text);
  if (!message) return NOT_RECOGNIZED;
  const claims = claimsOf(decode(message.payload));
  if (!claims) return NOT_RECOGNIZED;
  const key = keys.find((candidate) => candidate.kid === message.kid);
  if (!key) return { kind: 'unknown-key' };
  if (!(await isSigned(message, key))) return NOT_RECOGNIZED;
  if (now > claims.expiresAt + TOLERANCE) return { kind: 'expired', claims, early: false };
  if (now < claims.notBefore - TOLERANCE) return { kind: 'expired', claims, early: true };
  return { kind: 'genuine', claims };
}

type Bytes = Uint8Array<ArrayBuffer>;
interface Envelope {
  protectedHeader: Bytes;
  kid: string;
  payload: Bytes;
  signature: Bytes;
}

/** COSE_Sign1 (RFC 9052) with exactly our header. */
function envelope(text: string): Envelope | undefined {
  const bytes = text.length <= LONGEST && text.startsWith(PREFIX) ? base45(text.slice(PREFIX.length)) : undefined;
  const message = bytes && decode(bytes);
  if (!(message instanceof Tagged) || message.tag !== 18 || !Array.isArray(message.value) || message.value.length !== 4)
    return undefined;
  const [protectedHeader, unprotected, payload, signature] = message.value;
  if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature) || signature.length !== 64)
    return undefined;
  if (!(unprotected instanceof Map) || unprotected.size > 0) return undefined;
  const header = decode(protectedHeader);
  const kid = header instanceof Map && header.size === 2 && header.get(1) === ES256 ? header.get(4) : undefined;
  return isBytes(kid) ? { protectedHeader, kid: new TextDecoder().decode(kid), payload, signature } : undefined;
}

async function isSigned({ protectedHeader, payload, signature }: Envelope, key: Key): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const jwk = { kty: key.kty, crv: key.crv, x: key.x, y: key.y, ext: true };
  const imported = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, imported, signature, signedBytes(protectedHeader, payload));
}

/** `["Signature1", protected, h'', payload]` */
const signedBytes = (protectedHeader: Bytes, payload: Bytes): Bytes =>
  join([
    Uint8Array.of(0x84, 0x6a),
    new TextEncoder().encode('Signature1'),
    ...byteString(protectedHeader),
    Uint8Array.of(0x40),
    ...byteString(payload),
  ]);

const byteString = (bytes: Bytes): Uint8Array[] => [
  bytes.length < 24
    ? Uint8Array.of(0x40 + bytes.length)
    : bytes.length < 256
      ? Uint8Array.of(0x58, bytes.length)
      : Uint8Array.of(0x59, bytes.length >> 8, bytes.length & 0xff),
  bytes,
];

function join(parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}

function claimsOf(payload: Cbor | undefined): Claims | undefined {
  if (!(payload instanceof Map)) return undefined;
  const seconds = [CLAIM.issued, CLAIM.notBefore, CLAIM.expires].map((key) => payload.get(key));
  const [issuedAt, notBefore, expiresAt] = seconds.map((value) =>
    typeof value === 'number' && value >= 0 ? value * 1000 : undefined,
  );
  const number = payload.get(CLAIM.color);
  const color = typeof number === 'number' ? COLORS[number] : undefined;
  const hint = payload.get(CLAIM.hint) ?? '';
  if (issuedAt === undefined || notBefore === undefined || expiresAt === undefined) return undefined;
  if ((number !== undefined && !color) || typeof hint !== 'string' || !isBytes(payload.get(CLAIM.handle)))
    return undefined;
  return { color, hint, issuedAt, notBefore, expiresAt };
}

const isBytes = (value: Cbor | undefined): value is Bytes => value instanceof Uint8Array;
