// RFC 3987 §2.2: what may stand in a path segment of an IRI as it is; `%` begins an escape.
const segmentCharacter =
  /^[A-Za-z0-9\-._~!$&'()*+,;=:@\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{efffd}]$/u

/** Most paths have nothing in them that could be spelled otherwise. */
const plainPath = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/]*$/

const percent = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')

/**
 * A path as it is requested, in the one spelling IRIs have here: everything that RFC 3987 lets stand is
 * decoded, everything else is escaped with capital letters. Undefined where escapes are broken or are not UTF-8.
 */
export function iriPathOf(path: string): string | undefined {
  if (plainPath.test(path)) return path
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined
  try {
    const decoded = path.replace(/(?:%[0-9A-Fa-f]{2})+/g, escapes => {
      const bytes = Uint8Array.from(escapes.slice(1).split('%'), hex => Number.parseInt(hex, 16))
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      return [...text].map(char => (segmentCharacter.test(char) ? char : percent(char))).join('')
    })
    return decoded.replace(/[^%/]/gu, char => (segmentCharacter.test(char) ? char : percent(char)))
  } catch {
    return undefined
  }
}

/** An IRI, or a part of one, as a URI (RFC 3987 §3.1): fit for header fields, links and comparison with requests. */
export const uriOf = (iri: string): string => (/^[!-~]*$/.test(iri) ? iri : iri.replace(/[^!-~]/gu, percent))
