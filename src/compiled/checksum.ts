/**
 * A checksum of 32 bits, made in pieces. Each word of four bytes takes part in one of four lanes, by a step that
 * maps no two states to one: so no change within a single word can leave the result as it was, and of other
 * damage one in 2^32 is missed. It is no protection against intent. Four lanes run side by side in the processor:
 * about a gigabyte a second.
 */
export class Checksum {
  #a = 0x9e3779b1
  #b = 0x85ebca77
  #c = 0xc2b2ae3d
  #d = 0x27d4eb2f
  #length = 0
  /** Bytes that do not yet make up sixteen. */
  readonly #rest = new Uint8Array(16)
  #kept = 0

  /** Takes the next bytes. */
  update(bytes: Uint8Array): this {
    this.#length += bytes.length
    let at = 0
    if (this.#kept > 0) {
      at = Math.min(16 - this.#kept, bytes.length)
      this.#rest.set(bytes.subarray(0, at), this.#kept)
      this.#kept += at
      if (this.#kept < 16) return this
      this.#words(this.#rest)
      this.#kept = 0
    }
    const whole = at + ((bytes.length - at) & ~15)
    this.#words(bytes.subarray(at, whole))
    this.#rest.set(bytes.subarray(whole))
    this.#kept = bytes.length - whole
    return this
  }

  /** Sixteen bytes, or several times as many. */
  #words(bytes: Uint8Array): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d]
    if ((bytes.byteOffset & 3) === 0) {
      const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
      for (let i = 0; i < words.length; i += 4) {
        a = Math.imul(a ^ words[i]!, 0x01000193)
        b = Math.imul(b ^ words[i + 1]!, 0x5bd1e995)
        c = Math.imul(c ^ words[i + 2]!, 0x1b873593)
        d = Math.imul(d ^ words[i + 3]!, 0x2c1b3c6d)
        a = (a << 13) | (a >>> 19)
        b = (b << 15) | (b >>> 17)
        c = (c << 11) | (c >>> 21)
        d = (d << 17) | (d >>> 15)
      }
    } else {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      for (let i = 0; i < bytes.length; i += 16) {
        a = Math.imul(a ^ view.getInt32(i, true), 0x01000193)
        b = Math.imul(b ^ view.getInt32(i + 4, true), 0x5bd1e995)
        c = Math.imul(c ^ view.getInt32(i + 8, true), 0x1b873593)
        d = Math.imul(d ^ view.getInt32(i + 12, true), 0x2c1b3c6d)
        a = (a << 13) | (a >>> 19)
        b = (b << 15) | (b >>> 17)
        c = (c << 11) | (c >>> 21)
        d = (d << 17) | (d >>> 15)
      }
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  /** The checksum of all bytes so far, from 0 to 2^32 − 1; none may follow. */
  digest(): number {
    if (this.#kept > 0) this.#words(this.#rest.fill(0, this.#kept))
    let hash = this.#length | 0
    for (const lane of [this.#a, this.#b, this.#c, this.#d]) {
      hash = Math.imul(hash ^ lane, 0x7feb352d)
      hash ^= hash >>> 15
    }
    return hash >>> 0
  }
}

/** The checksum of these bytes. */
export const checksumOf = (bytes: Uint8Array): number => new Checksum().update(bytes).digest()
