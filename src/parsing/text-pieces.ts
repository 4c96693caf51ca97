const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes a document of UTF-8 that comes in pieces cut anywhere, without its byte order mark. Bytes that are no
 * UTF-8 become a lone surrogate, which no text of UTF-8 has, so that readers can say on which line they stand.
 */
export class TextPieces {
  /** The beginning of a character whose end is still to come. */
  #cut = new Uint8Array(0)
  #isFirst = true

  decode(bytes: Uint8Array): string {
    const joined = this.#cut.length === 0 ? bytes : join(this.#cut, bytes)
    const end = endOfCharacters(joined)
    this.#cut = joined.slice(end)
    return this.#decoded(joined.subarray(0, end))
  }

  end(): string {
    const rest = this.#cut
    this.#cut = new Uint8Array(0)
    return this.#decoded(rest)
  }

  #decoded(bytes: Uint8Array): string {
    let text = ''
    try {
      text = strict.decode(bytes)
    } catch {
      for (let at = 0; at < bytes.length; ) {
        const end = endOfUtf8(bytes, at)
        text += strict.decode(bytes.subarray(at, end))
        if (end < bytes.length) text += '\ud800'
        at = end + 1
      }
    }
    if (text === '' || !this.#isFirst) return text
    this.#isFirst = false
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

/** How many bytes the character has that this one begins; 1 where it begins none. */
const bytesOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1)

/** Where the last character begins, if a part of it is missing, else the end. */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if ((byte & 0xc0) !== 0x80) return bytesOf(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Where the first byte is that is no UTF-8 (Unicode §3.9, table 3-7), else the end. */
function endOfUtf8(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; ) {
    const lead = bytes[at]!
    const length = bytesOf(lead)
    const second = bytes[at + 1] ?? 0
    if (
      (lead >= 0x80 && lead < 0xc2) ||
      lead > 0xf4 ||
      (lead === 0xe0 && second < 0xa0) ||
      (lead === 0xed && second > 0x9f) ||
      (lead === 0xf0 && second < 0x90) ||
      (lead === 0xf4 && second > 0x8f)
    )
      return at
    for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return at
    at += length
  }
  return bytes.length
}
