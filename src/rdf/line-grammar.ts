// The characters and terminals of N-Triples and N-Quads (RDF 1.2 N-Triples §7).
export const tab = 0x09
export const lineFeed = 0x0a
export const carriageReturn = 0x0d
export const space = 0x20
export const quotationMark = 0x22
export const numberSign = 0x23
export const parenthesis = 0x28
export const dot = 0x2e
export const less = 0x3c
export const greater = 0x3e
export const commercialAt = 0x40
export const letterV = 0x56
export const circumflex = 0x5e
export const underscore = 0x5f

/** How deep triple terms may stand in each other. */
export const deepestTripleTerm = 500

// RDF 1.2 N-Triples §7: PN_CHARS_U or a digit, and PN_CHARS.
const labelStart =
  'A-Za-z_0-9\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const labelCharacter = `${labelStart}\\-\\u00b7\\u0300-\\u036f\\u203f\\u2040`
export const blankNodeLabel = new RegExp(
  `_:([${labelStart}](?:[${labelCharacter}]|\\.+(?=[${labelCharacter}]))*)`,
  'uy'
)
export const languageTag = /@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)(?:--([a-zA-Z]+))?/y
export const versionDirective = /VERSION[\t ]*"(?:1\.[012]|1\.2-basic)"/y
export const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/
// IRIREF, without its escapes.
export const illegalInIri = /[\u0000-\u0020<>"{}|^`\\]/

/** A text of its own: engines make what is cut out of a long text a view of it, which keeps all of it in memory. */
export const copied = (text: string): string => (text.length < 13 ? text : `"${text}`.slice(1))

/** The character at a place, for a message. */
export function shown(text: string, place: number): string {
  const point = text.codePointAt(place)!
  if (point === space) return 'a space'
  return point < 0x20 || point === 0x7f
    ? `the character U+${point.toString(16).toUpperCase().padStart(4, '0')}`
    : String.fromCodePoint(point)
}

/** The column of a place of a line: characters, counted from 1. */
export function columnAt(line: string, place: number): number {
  let column = 1
  for (const _ of line.slice(0, place)) column++
  return column
}
