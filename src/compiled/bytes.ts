/** Below 0 where the bytes from `start` to `end` come before a key, 0 where they are it. */
export function compareBytes(bytes: Uint8Array, start: number, end: number, key: Uint8Array): number {
  const length = end - start
  const most = Math.min(length, key.length)
  for (let i = 0; i < most; i++) {
    const difference = bytes[start + i]! - key[i]!
    if (difference !== 0) return difference
  }
  return length - key.length
}

/** How many bytes two texts have in common from their beginnings. */
export function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  let shared = 0
  while (shared < most && a[shared] === b[shared]) shared++
  return shared
}

/** Pieces end to end, in a buffer of their own. */
export function joined<Numbers extends Uint8Array | Uint32Array>(
  pieces: readonly Numbers[],
  kind: new (length: number) => Numbers
): Numbers {
  const whole = new kind(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** The most bytes that a varint takes: numbers go up to 2^53. */
export const varintBytes = 8

/** Writes a number from 0 to 2^53, seven bits a byte, the lowest first; gives the place behind it. */
export function putVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest >= 128) {
    bytes[at++] = (rest % 128) | 128
    rest = Math.floor(rest / 128)
  }
  bytes[at++] = rest
  return at
}

/** Reads numbers of seven bits a byte, the lowest first, from a place on. */
export class VarintReader {
  readonly bytes: Uint8Array
  readonly #damaged: () => Error
  at = 0
  end: number

  /** `damaged`: what to throw where there is no number. */
  constructor(bytes: Uint8Array, damaged: () => Error) {
    this.bytes = bytes
    this.#damaged = damaged
    this.end = bytes.length
  }

  /** The next number. */
  next(): number {
    const byte = this.at < this.end ? this.bytes[this.at++]! : 256
    return byte < 128 ? byte : this.#long(byte)
  }

  #long(first: number): number {
    let value = first & 127
    if (first < 256)
      for (let factor = 128; factor < 2 ** 49 && this.at < this.end; factor *= 128) {
        const more = this.bytes[this.at++]!
        value += (more & 127) * factor
        if (more < 128) return value
      }
    throw this.#damaged()
  }
}
