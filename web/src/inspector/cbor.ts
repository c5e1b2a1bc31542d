export type Cbor = number | string | Uint8Array<ArrayBuffer> | CborMap | Cbor[] | Tagged;
export type CborMap = Map<number | string, Cbor>;
export class Tagged {
  constructor(
    readonly tag: number,
    readonly value: Cbor,
  ) {}
}

/** As deep as nothing of ours is. */
const DEEPEST = 6;

/**
 * The part of CBOR (RFC 8949) that codes are made of: integers, byte and text strings, arrays, maps and tags of definite length. Undefined for anything
 * else, for bytes that are left over, and for a key that stands twice.
 */
export function decode(bytes: Uint8Array<ArrayBuffer>): Cbor | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const length = (info: number): number => {
    const read = {
      24: () => view.getUint8(at),
      25: () => view.getUint16(at),
      26: () => view.getUint32(at),
      27: () => Number(view.getBigUint64(at)),
    }[info];
    if (info < 24) return info;
    if (!read) throw new RangeError();
    const value = read();
    at += 2 ** (info - 24);
    if (!Number.isSafeInteger(value)) throw new RangeError();
    return value;
  };
  const take = (count: number) => {
    if (count > bytes.length - at) throw new RangeError();
    at += count;
    return bytes.slice(at - count, at);
  };
  const item = (depth: number): Cbor => {
    if (depth > DEEPEST) throw new RangeError();
    const head = view.getUint8(at++);
    const value = length(head & 31);
    switch (head >> 5) {
      case 0:
        return value;
      case 1:
        return -1 - value;
      case 2:
        return take(value);
      case 3:
        return new TextDecoder('utf-8', { fatal: true }).decode(take(value));
      case 4:
        return Array.from({ length: fits(value) }, () => item(depth + 1));
      case 5:
        return map(fits(value), depth + 1);
      case 6:
        return new Tagged(value, item(depth + 1));
      default:
        throw new RangeError();
    }
  };
  const fits = (count: number) => {
    if (count > bytes.length - at) throw new RangeError();
    return count;
  };
  const map = (count: number, depth: number): CborMap => {
    const entries: CborMap = new Map();
    for (let index = 0; index < count; index++) {
      const key = item(depth);
      if (typeof key === 'object' || entries.has(key)) throw new RangeError();
      entries.set(key, item(depth));
    }
    return entries;
  };

  try {
    const value = item(0);
    return at === bytes.length ? value : undefined;
  } catch (error) {
    // What DataView and TextDecoder throw at the end of the bytes and at wrong ones.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
